import type { DataFrame } from '@grafana/data';
import { expect, test } from 'vitest';
import { isBare } from './is-bare.ts';
import type { QueryType } from './query.ts';

const frame = (length: number, ...types: readonly string[]): DataFrame =>
  ({ length, fields: types.map((type) => ({ type, values: Array(length).fill(0) })) }) as never;

test.each<readonly [string, DataFrame, QueryType, boolean]>([
  ['counts by time', frame(3, 'time', 'number'), 'traffic', false],
  ['buckets without a series', frame(3, 'time'), 'traffic', true],
  ['a row', frame(1, 'string', 'number'), 'dropoff', false],
  ['no row', frame(0, 'string', 'number'), 'completion', true],
  ['no session, which the sessions panel explains', frame(0, 'time', 'string'), 'sessions', false],
  ['no screen, which would leave lines without circles', frame(0, 'string'), 'flow', false],
])('%s', (_what, given, queryType, expected) => {
  expect(isBare(given, queryType)).toBe(expected);
});
