// Makes everything anew that is made from the registry; up-to-date.test.ts tells when it is time.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readRegistry } from './read-registry.ts';
import { renderConstants } from './render-constants.ts';
import { PAGES, renderTables } from './render-tables.ts';

const PACKAGE = path.dirname(import.meta.dirname);
const registry = readRegistry();
writeFileSync(path.join(PACKAGE, 'src/semconv.ts'), renderConstants(registry));
for (const page of PAGES) {
  const file = path.join(PACKAGE, page);
  writeFileSync(file, renderTables(readFileSync(file, 'utf8'), registry));
}
