import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';

process.exitCode = (await build(ROOT)).length;
