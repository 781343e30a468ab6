import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';
import { runChecks } from './test/checks.ts';

// The other workspaces read the instrumentation's types from its build.
const notBuilt = await build(ROOT);
const results = await runChecks(ROOT, process.argv.includes('--write'));
process.exitCode = notBuilt.length + results.filter(({ ok }) => !ok).length > 0 ? 1 : 0;
