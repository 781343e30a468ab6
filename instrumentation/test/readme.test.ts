import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { VARIABLES } from '../src/config.ts';
import * as semconv from '../src/semconv.ts';

const readme = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
const sources = readFileSync(path.join(import.meta.dirname, '../src/config.ts'), 'utf8');

const escaped = (text: string) => text.replaceAll('*', '\\*');

test('the table of settings is what config.ts reads', () => {
  const rows = readme
    .split('\n')
    .filter((line) => line.startsWith('| `HOPSCOPE_'))
    .map((line) => line.replaceAll(/ +/g, ' '));
  expect(rows).toEqual(
    VARIABLES.map(
      ({ name, expected, fallback, meaning }) =>
        `| \`${name}\` | ${escaped(expected)} | ${fallback} | ${meaning} |`,
    ),
  );
});

test('config.ts reads no variable that is not in its table', () => {
  const read = [...sources.matchAll(/\bread\('(\w+)'|\benv\.(HOPSCOPE_\w+)/g)].map(
    ([, name, direct]) => name ?? direct,
  );
  expect(new Set(read)).toEqual(new Set(VARIABLES.map(({ name }) => name)));
});

test('every attribute and metric of semconv.ts is in the README, and no other', () => {
  const known = Object.entries(semconv)
    .filter(([name]) => name.startsWith('ATTR_') || name.startsWith('METRIC_'))
    .map(([, value]) => String(value));
  const told = new Set([...readme.matchAll(/`([a-z]+(?:\.[a-z_]+)+)`/g)].map(([, name]) => name));
  expect(known.filter((name) => !told.has(name))).toEqual([]);
  expect([...told].filter((name) => name?.startsWith('ussd.') && !known.includes(name))).toEqual(
    [],
  );
});
