import type { DataFrame } from '@grafana/data';
import { expect, test } from 'vitest';
import { mergeSessions } from './merge-sessions.ts';

type Row = readonly [traceId: string, startedAt: number, outcome: string];

const frameOf = (...rows: Row[]) =>
  ({
    length: rows.length,
    fields: ['traceId', 'startedAt', 'outcome'].map((name, column) => ({
      name,
      config: {},
      values: rows.map((row) => row[column]),
    })),
  }) as unknown as DataFrame;
const rowsOf = ({ fields, length }: DataFrame) =>
  Array.from({ length }, (_, index) => fields.map(({ values }) => values[index]));

test('a new session stands on top, a changed one as it is now, in its place', () => {
  const list = frameOf(['b', 20, 'in_progress'], ['a', 10, 'completed']);
  const changed = frameOf(['b', 20, 'completed'], ['c', 30, 'in_progress']);
  expect(rowsOf(mergeSessions(list, changed, 50))).toEqual([
    ['c', 30, 'in_progress'],
    ['b', 20, 'completed'],
    ['a', 10, 'completed'],
  ]);
});

test('no more rows than were asked for: the oldest goes', () => {
  const list = frameOf(['b', 20, 'completed'], ['a', 10, 'completed']);
  expect(rowsOf(mergeSessions(list, frameOf(['c', 30, 'completed']), 2)).map(([id]) => id)).toEqual(
    ['c', 'b'],
  );
});

test('a list without sessions begins with the first', () => {
  expect(rowsOf(mergeSessions(frameOf(), frameOf(['a', 1, 'completed']), 50))).toEqual([
    ['a', 1, 'completed'],
  ]);
});

test('columns stay those of the list, by their names', () => {
  const changed = frameOf(['a', 1, 'completed']);
  const list = { ...frameOf(), fields: frameOf().fields.toReversed().slice(0, 2) };
  expect(mergeSessions(list, changed, 50).fields.map(({ name, values }) => [name, values])).toEqual(
    [
      ['outcome', ['completed']],
      ['startedAt', [1]],
    ],
  );
});
