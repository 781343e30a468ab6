import { expect, test } from 'vitest';
import { appendPage, refreshList, showWaiting, startList } from './session-list.ts';
import type { SessionRow } from './session-types.ts';

const row = (traceId: string, startedAt: number, outcome = 'completed') =>
  ({ traceId, startedAt, outcome }) as SessionRow;
const ids = (rows: readonly SessionRow[]): string[] => rows.map((one) => one.traceId);

const page = { rows: [row('b', 20), row('a', 10)], nextCursor: 'older' };

test('new sessions wait above, so that nothing moves under the reader', () => {
  const list = refreshList(startList(page), {
    rows: [row('c', 30), ...page.rows],
    nextCursor: 'x',
  });
  expect(ids(list.rows)).toEqual(['b', 'a']);
  expect(ids(list.waiting)).toEqual(['c']);
  expect(list.nextCursor).toBe('older');
  const shown = showWaiting(list);
  expect(ids(shown.rows)).toEqual(['c', 'b', 'a']);
  expect(shown.waiting).toEqual([]);
});

test('a session that closes changes in its place', () => {
  const open = { rows: [row('b', 20, 'in_progress')], nextCursor: undefined };
  const list = refreshList(startList(open), { ...open, rows: [row('b', 20, 'abandoned')] });
  expect(list.rows[0]?.outcome).toBe('abandoned');
  expect(list.waiting).toEqual([]);
});

test('more new sessions than a page holds start the list afresh', () => {
  const newest = { rows: [row('z', 99), row('y', 98)], nextCursor: 'after y' };
  const list = refreshList(startList(page), newest);
  expect(list.gap).toBe(true);
  const shown = showWaiting(list);
  expect(ids(shown.rows)).toEqual(['z', 'y']);
  expect(shown.nextCursor).toBe('after y');
});

test('an older session that appears late in the first page is not called new', () => {
  const list = refreshList(startList(page), {
    rows: [...page.rows, row('late', 5)],
    nextCursor: undefined,
  });
  expect(list.waiting).toEqual([]);
});

test('the next page goes below, and a session that is shown already is not doubled', () => {
  const list = appendPage(startList(page), {
    rows: [row('a', 10), row('0', 5)],
    nextCursor: undefined,
  });
  expect(ids(list.rows)).toEqual(['b', 'a', '0']);
  expect(list.nextCursor).toBeUndefined();
});

test('an empty list takes the first sessions at once', () => {
  const list = refreshList(startList({ rows: [], nextCursor: undefined }), page);
  expect(ids(list.rows)).toEqual(['b', 'a']);
});
