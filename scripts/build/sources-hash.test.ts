import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources } from './sources-hash.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hopscope-hash-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.ts'), 'one');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('changes with a text and with a name, not with a date', () => {
  const before = hashSources(root, ['src/**']);
  utimesSync(join(root, 'src/a.ts'), 0, 0);
  expect(hashSources(root, ['src/**'])).toBe(before);
  renameSync(join(root, 'src/a.ts'), join(root, 'src/b.ts'));
  const renamed = hashSources(root, ['src/**']);
  expect(renamed).not.toBe(before);
  writeFileSync(join(root, 'src/b.ts'), 'two');
  expect(hashSources(root, ['src/**'])).not.toBe(renamed);
});
