import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as semconv from '../src/semconv.ts';
import { borrowedAttributes, readRegistry } from './read-registry.ts';
import { constantName, renderConstants } from './render-constants.ts';
import { PAGES, renderTables } from './render-tables.ts';

const registry = readRegistry();
const text = (file: string) => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

test('src/semconv.ts is up to date (npm run semconv -w instrumentation)', () => {
  expect(text('src/semconv.ts')).toBe(renderConstants(registry));
});

test.each(PAGES)('the tables of %s are up to date (npm run semconv -w instrumentation)', (page) => {
  expect(text(page)).toBe(renderTables(text(page), registry));
});

test('the proposal asks for nothing that the registry does not have', () => {
  const known = [
    ...registry.attributes.map(({ key }) => key),
    ...registry.metrics.map(({ name }) => name),
    'ussd.session.id', // a question there
  ];
  const told = [...text('../docs/semconv-proposal.md').matchAll(/`(ussd\.[a-z_.]+)`/g)];
  expect(told.map(([, name]) => name).filter((name) => !known.includes(String(name)))).toEqual([]);
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
