// Runs before everything else, with whatever Node the machine has: no dependencies, no TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installProblem } from './install/install-problem.mjs';
import { missingPackages } from './install/missing-packages.mjs';
import { runTask } from './run-task.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const problem = installProblem(process.versions.node);
if (problem) fail(problem);

const missing = missingPackages(root);
if (missing.length > 0) {
  const npm = process.env.npm_execpath;
  const result = await runTask(
    `Installing ${missing.length} packages (once; about two minutes)`,
    npm ? process.execPath : 'npm',
    [...(npm ? [npm] : []), 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root },
  );
  if (!result.ok) fail('The packages could not be installed; what npm said is above.');
}

// npm leaves its old Node in place when install scripts are switched off.
if (!existsSync(join(root, 'node_modules/.bin/node')) || !(await bundledNodeRuns())) {
  const own = installProblem(process.versions.node, true);
  if (own) fail(own);
}

async function bundledNodeRuns() {
  const { spawnSync } = await import('node:child_process');
  const node = join(root, 'node_modules/.bin/node');
  return spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** @param {string} why @returns {never} */
function fail(why) {
  console.error(why);
  process.exit(1);
}
