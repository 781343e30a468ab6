import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FOREIGN_COLUMNS } from './foreign-row.ts';
import { SPAN_COLUMNS } from './span-row.ts';

const MIGRATIONS = join(import.meta.dirname, '..', 'store', 'migrations');

function columnsOf(migration: string): string[] {
  const sql = readFileSync(join(MIGRATIONS, migration), 'utf8');
  const columns = sql.slice(sql.indexOf('\n(\n'), sql.indexOf('\n)\n')).matchAll(/^ {2}(\w+) /gm);
  return [...columns].map(([, name = '']) => name).filter((name) => name !== 'received_at');
}

test('a row has the columns of its table, in order', () => {
  expect(SPAN_COLUMNS.map(({ name }) => name)).toEqual(columnsOf('0001_create_spans.sql'));
  expect([...FOREIGN_COLUMNS]).toEqual(columnsOf('0003_create_foreign_spans.sql'));
});

test('no attribute fills two columns', () => {
  const attributes = SPAN_COLUMNS.flatMap(({ attribute }) => attribute ?? []);
  expect(new Set(attributes).size).toBe(attributes.length);
});
