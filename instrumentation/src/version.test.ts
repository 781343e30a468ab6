import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PACKAGE_NAME, VERSION } from './version.ts';

test('spans name the package and version of package.json', () => {
  const { name, version } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  expect({ name: PACKAGE_NAME, version: VERSION }).toEqual({ name, version });
});
