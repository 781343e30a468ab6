import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { renderServersPage } from './servers-page.ts';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');
const page = read('../../docs/servers.md');

test('docs/servers.md is up to date (node instrumentation/test/write-servers-page.ts)', () => {
  expect(page).toBe(renderServersPage());
});

test('the tests that it names outside of its list are there', () => {
  const named = [...page.matchAll(/\| (\S+\.test\.ts): (.*?) \|/g)];
  expect(named).toHaveLength(3);
  for (const [, file = '', name = ''] of named) {
    const folder = existsSync(path.join(import.meta.dirname, file)) ? '.' : '../src/server';
    expect(read(path.join(folder, file))).toContain(`'${name}'`);
  }
});
