// Makes everything anew that is made from the registry; up-to-date.test.ts tells when it is time.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readRegistry } from './read-registry.ts';
import { renderConstants } from './render-constants.ts';
import { renderTables } from './render-tables.ts';

const PACKAGE = path.dirname(import.meta.dirname);
const README = path.join(PACKAGE, 'README.md');

const registry = readRegistry();
writeFileSync(path.join(PACKAGE, 'src/semconv.ts'), renderConstants(registry));
writeFileSync(README, renderTables(readFileSync(README, 'utf8'), registry));
