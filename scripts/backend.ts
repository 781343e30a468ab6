import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';

// The backend by itself, without the demo: in this process, so that signals and exit codes are its own.
if ((await build(ROOT)).length > 0) process.exit(1);
await import('../backend/src/main.ts');
