import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS, toText } from './all-dashboards.ts';

const FOLDER = join(import.meta.dirname, '../src/dashboards');

mkdirSync(FOLDER, { recursive: true });
for (const [file, dashboard] of Object.entries(DASHBOARDS)) {
  writeFileSync(join(FOLDER, file), toText(dashboard));
}
