import process from 'node:process';
import { ROOT } from '../root.ts';
import { build } from './build.ts';
import { INSTRUMENTATION } from './targets.ts';

// For what needs nothing else built, such as packing it: the Grafana plugin takes minutes.
process.exitCode = (await build(ROOT, [INSTRUMENTATION])).length;
