/**
 * `node --require @hopscope/instrumentation/register app.js`: as register.ts, for where only
 * `--require` can be said. It runs to its end before the app's first line.
 */
const { oldNodeProblem } = require('./start/old-node.js') as typeof import('./start/old-node.ts');

const problem = oldNodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`hopscope: ${problem}\n`);
} else {
  // Whatever is missing or broken on our side, the app starts.
  try {
    const start = require('./start/start-sdk.js') as typeof import('./start/start-sdk.ts');
    start.startSdk(require);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : error;
    process.stderr.write(`hopscope: could not start, nothing is recorded: ${why}\n`);
  }
}
