// Builds the package twice, for `import` and for `require`: dist/esm and dist/cjs.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const TSC = path.join(import.meta.dirname, '../node_modules/typescript/bin/tsc');
const DIST = path.join(import.meta.dirname, 'dist');

// What a renamed source left behind would be published too.
rmSync(DIST, { recursive: true, force: true });
for (const project of ['tsconfig.build.json', 'tsconfig.build-cjs.json']) {
  const args = [TSC, '-p', path.join(import.meta.dirname, project)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
// The package is `"type": "module"`; of this half Node and TypeScript have to know that it is not.
writeFileSync(path.join(DIST, 'cjs/package.json'), '{ "type": "commonjs" }\n');
