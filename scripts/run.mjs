// Starts one of the TypeScript scripts beside this file: `node scripts/run.mjs start`.
// Plain JavaScript, so that a Node which is too old gets a word and not a syntax error.
import process from 'node:process';
import { installProblem } from './install/install-problem.mjs';

const [name = ''] = process.argv.slice(2);
const problem = installProblem(process.versions.node, true);
if (problem) {
  console.error(problem);
  process.exit(1);
}
// npm then leaves out the scripts that run before this one, too.
if (process.env.npm_config_ignore_scripts === 'true') await import('./install.mjs');
await import(`./${name}.ts`);
