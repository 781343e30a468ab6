import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingPackages } from './missing-packages.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hopscope-install-'));
  mkdirSync(join(root, 'node_modules'));
  write('package-lock.json', {
    '': {},
    backend: { version: '0.1.0' },
    'node_modules/@hopscope/backend': { link: true },
    'node_modules/express': { version: '5.3.0' },
    'node_modules/fsevents': { version: '2.0.0', optional: true },
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, packages: object): void {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

test('everything is missing on a fresh clone and after an interrupted install', () => {
  expect(missingPackages(root)).toEqual(['@hopscope/backend', 'express']);
});

test('another version counts as missing, an optional package does not', () => {
  const link = { 'node_modules/@hopscope/backend': { link: true } };
  write('node_modules/.package-lock.json', {
    ...link,
    'node_modules/express': { version: '5.2.0' },
  });
  expect(missingPackages(root)).toEqual(['express']);
  write('node_modules/.package-lock.json', {
    ...link,
    'node_modules/express': { version: '5.3.0' },
  });
  expect(missingPackages(root)).toEqual([]);
});
