import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { HOOKED_FOR_IMPORT } from '../frameworks/all-frameworks.ts';
import { say } from './stderr-logger.ts';

interface SyncHooks {
  supportsSyncHooks(): boolean;
  register(options: { include: readonly string[] }): void;
}

/**
 * Lets `import` of the frameworks that need it be seen; no other module of the app is touched.
 *
 * In the app's thread where Node can do that, else through a loader thread.
 *
 * @param ownRequire looks beside this package
 */
export function hookImports(ownRequire: NodeJS.Require): void {
  const include = HOOKED_FOR_IMPORT;
  try {
    // The copy that @opentelemetry/instrumentation has: hooks are told to that one alone.
    const require = createRequire(ownRequire.resolve('@opentelemetry/instrumentation'));
    const hooks = require('import-in-the-middle/register-hooks.mjs') as SyncHooks;
    if (hooks.supportsSyncHooks()) hooks.register({ include });
    else {
      const loader = pathToFileURL(require.resolve('import-in-the-middle/hook.mjs'));
      register(loader, { data: { include } });
    }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : error;
    say(`imports are not seen, so ${include.join(', ')} is not, where it is imported: ${why}`);
  }
}
