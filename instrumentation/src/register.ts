/**
 * `node --import @hopscope/instrumentation/register app.mjs`: the app, ESM or CommonJS, unchanged.
 */
import { createRequire } from 'node:module';
import process from 'node:process';
import { oldNodeProblem } from './start/old-node.ts';

const problem = oldNodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`hopscope: ${problem}\n`);
} else {
  // Imported dynamically: whatever is missing or broken on our side, the app starts.
  try {
    const { startSdk } = await import('./start/start-sdk.ts');
    startSdk(createRequire(import.meta.url));
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : error;
    process.stderr.write(`hopscope: could not start, nothing is recorded: ${why}\n`);
  }
}
