import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What an app says of itself in its package.json. */
export interface AppIdentity {
  readonly name?: string;
  readonly version?: string;
}

/**
 * Reads the package.json nearest to the app's main file.
 *
 * @param mainPath `process.argv[1]`; nothing is found without it (a REPL, `--eval`)
 */
export function identifyApp(mainPath: string | undefined): AppIdentity {
  if (mainPath === undefined) return {};
  let folder = path.dirname(path.resolve(mainPath));
  for (;;) {
    const found = readIdentity(path.join(folder, 'package.json'));
    if (found !== undefined) return found;
    const parent = path.dirname(folder);
    if (parent === folder) return {};
    folder = parent;
  }
}

function readIdentity(file: string): AppIdentity | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { name, version } = JSON.parse(text) as Record<string, unknown>;
    return {
      ...(typeof name === 'string' && name !== '' ? { name } : undefined),
      ...(typeof version === 'string' && version !== '' ? { version } : undefined),
    };
  } catch {
    return {};
  }
}
