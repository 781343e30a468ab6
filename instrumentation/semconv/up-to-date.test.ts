import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as semconv from '../src/semconv.ts';
import { borrowedAttributes, readRegistry } from './read-registry.ts';
import { constantName, renderConstants } from './render-constants.ts';
import { renderTables } from './render-tables.ts';

const registry = readRegistry();
const text = (file: string) => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

test('src/semconv.ts is up to date (npm run semconv -w instrumentation)', () => {
  expect(text('src/semconv.ts')).toBe(renderConstants(registry));
});

test('the tables of README.md are up to date (npm run semconv -w instrumentation)', () => {
  expect(text('README.md')).toBe(renderTables(text('README.md'), registry));
});

test('every attribute and every metric of the registry has its constant, and no other', () => {
  const expected = [
    ...registry.attributes.map(({ key }) => [constantName('ATTR', key), key]),
    ...[...borrowedAttributes(registry).keys()].map((key) => [constantName('ATTR', key), key]),
    ...registry.metrics.map(({ name }) => [constantName('METRIC', name), name]),
  ];
  const found = Object.entries(semconv).filter(([name]) => /^(ATTR|METRIC)_/.test(name));
  expect(found.sort()).toEqual(expected.sort());
});
