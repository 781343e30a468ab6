import { join } from 'node:path';
import process from 'node:process';
import { missingPackages } from '../install/missing-packages.mjs';
import { runTask } from '../run-task.mjs';

/**
 * Installs what the tests' fixture apps depend on, if it is not there.
 *
 * They have a lockfile of their own: Express 4 beside Express 5 and two dozen frameworks are nothing
 * that `npm start` should have to download.
 */
export async function installFixturePackages(root: string): Promise<boolean> {
  const folder = join(root, 'instrumentation/test/fixtures');
  const missing = missingPackages(folder);
  if (missing.length === 0) return true;
  const npm = process.env.npm_execpath;
  const { ok } = await runTask(
    `Installing ${missing.length} packages of the tests' fixture apps (once)`,
    npm ? process.execPath : 'npm',
    [
      ...(npm ? [npm] : []),
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    { cwd: folder },
  );
  return ok;
}
