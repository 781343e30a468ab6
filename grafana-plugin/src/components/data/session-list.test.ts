import { expect, test } from 'vitest';
import {
  appendPage,
  mergeRows,
  planRefresh,
  refreshList,
  showWaiting,
  startList,
} from './session-list.ts';
import type { SessionRow } from './session-types.ts';

const row = (traceId: string, startedAt: number, outcome = 'completed') =>
  ({ traceId, startedAt, outcome }) as SessionRow;
const ids = (rows: readonly SessionRow[]): string[] => rows.map((one) => one.traceId);

const page = { rows: [row('b', 20), row('a', 10)], nextCursor: 'older' };

test('new sessions wait above, so that nothing moves under the reader', () => {
  const list = refreshList(startList(page), {
    isRead: true,
    newest: { rows: [row('c', 30), ...page.rows], nextCursor: 'x' },
  });
  expect(ids(list.rows)).toEqual(['b', 'a']);
  expect(ids(list.waiting)).toEqual(['c']);
  expect(list.next).toEqual({ cursor: 'older' });
  const shown = showWaiting(list);
  expect(ids(shown.rows)).toEqual(['c', 'b', 'a']);
  expect(shown.waiting).toEqual([]);
});

test('a session that closes changes in its place', () => {
  const open = { rows: [row('b', 20, 'in_progress')], nextCursor: undefined };
  const list = refreshList(startList(open), {
    isRead: true,
    newest: { ...open, rows: [row('b', 20, 'abandoned')] },
  });
  expect(list.rows[0]?.outcome).toBe('abandoned');
  expect(list.waiting).toEqual([]);
});

test('more new sessions than a page holds start the list afresh', () => {
  const newest = { rows: [row('z', 99), row('y', 98)], nextCursor: 'after y' };
  const list = refreshList(startList(page), { isRead: true, newest });
  expect(list.gap).toBe(true);
  const shown = showWaiting(list);
  expect(ids(shown.rows)).toEqual(['z', 'y']);
  expect(shown.next).toEqual({ cursor: 'after y' });
});

test('an older session that appears late in the first page is not called new', () => {
  const list = refreshList(startList(page), {
    isRead: true,
    newest: { rows: [...page.rows, row('late', 5)], nextCursor: undefined },
  });
  expect(list.waiting).toEqual([]);
});

test('the next page goes below, and a session that is shown already is not doubled', () => {
  const list = appendPage(startList(page), {
    rows: [row('a', 10), row('0', 5)],
    nextCursor: undefined,
  });
  expect(ids(list.rows)).toEqual(['b', 'a', '0']);
  expect(list.next).toBeUndefined();
});

test('an empty list takes the first sessions at once', () => {
  const list = refreshList(startList({ rows: [], nextCursor: undefined }), {
    isRead: true,
    newest: page,
  });
  expect(ids(list.rows)).toEqual(['b', 'a']);
});

const ALL_TIME = { fromMs: 0, toMs: Number.POSITIVE_INFINITY };
const UNREAD = { isRead: false, within: ALL_TIME, pageRows: 3 };
const READ = { ...UNREAD, isRead: true };

const many = (from: number, count: number, outcome = 'in_progress') =>
  Array.from({ length: count }, (_, n) => row(`t${from - n}`, from - n, outcome));

test('a refresh asks for all rows that are shown and wait, not only for the first page', () => {
  expect(planRefresh(undefined, 50, true)).toEqual({ newestLimit: 50, shown: undefined });
  const list = startList({ rows: many(900, 120), nextCursor: 'x' });
  expect(planRefresh(list, 50, true)).toEqual({ newestLimit: 120, shown: undefined });
  const waiting = refreshList(list, {
    isRead: true,
    newest: { rows: many(903, 120), nextCursor: 'x' },
  });
  expect(planRefresh(waiting, 50, true).newestLimit).toBe(123);
});

test('behind more new sessions than a page holds, the rows shown are asked for by themselves', () => {
  const list = startList({ rows: many(900, 50), nextCursor: 'x' });
  const gap = refreshList(list, {
    isRead: true,
    newest: { rows: many(2000, 50), nextCursor: 'y' },
  });
  expect(planRefresh(gap, 50, true)).toEqual({ newestLimit: 100, shown: { toMs: 901, limit: 50 } });
  const refreshed = refreshList(gap, {
    isRead: true,
    newest: { rows: many(3000, 100), nextCursor: 'z' },
    shown: { rows: many(900, 50, 'abandoned'), nextCursor: 'x' },
  });
  expect(new Set(refreshed.rows.map((one) => one.outcome))).toEqual(new Set(['abandoned']));
  expect(refreshed.gap).toBe(true);
  const long = startList({ rows: many(900, 700), nextCursor: 'x' });
  expect(planRefresh(long, 50, true)).toEqual({
    newestLimit: 500,
    shown: { toMs: 901, limit: 500 },
  });
});

test('a row that no longer belongs into the list goes, one further down than the page stays', () => {
  const list = startList({ rows: [row('c', 30), row('b', 20), row('a', 10)], nextCursor: 'older' });
  const refreshed = refreshList(list, {
    isRead: true,
    newest: { rows: [row('c', 30), row('a0', 20)], nextCursor: 'x' },
  });
  expect(ids(refreshed.rows)).toEqual(['c', 'a']);
  expect(refreshed.next).toEqual({ cursor: 'older' });
  const ended = refreshList(list, {
    isRead: true,
    newest: { rows: [row('c', 30)], nextCursor: undefined },
  });
  expect(ids(ended.rows)).toEqual(['c']);
});

test('a row whose steps are open stays in its place, as it is now', () => {
  const list = startList({
    rows: [row('b', 20, 'in_progress'), row('a', 10)],
    nextCursor: undefined,
  });
  const refreshed = refreshList(list, {
    isRead: true,
    newest: { rows: [row('a', 10)], nextCursor: undefined },
    open: row('b', 20, 'completed'),
  });
  expect(refreshed.rows.map((one) => [one.traceId, one.outcome])).toEqual([
    ['b', 'completed'],
    ['a', 'completed'],
  ]);
});

test('a list that nobody reads takes new sessions on top, and stays as long as the reader asked for', () => {
  const list = startList(page);
  const c = row('c', 30);
  const merged = mergeRows(list, [c, row('a', 10, 'abandoned')], UNREAD);
  expect(ids(merged.rows)).toEqual(['c', 'b', 'a']);
  expect(merged.rows.at(-1)?.outcome).toBe('abandoned');
  expect(planRefresh(merged, 1, false)).toEqual({ newestLimit: 2, shown: undefined });
  const newest = { rows: [row('d', 40), c], nextCursor: 'after c' };
  const refreshed = refreshList(merged, { isRead: false, newest });
  expect(refreshed).toEqual(startList(newest));
});

test('of a list that is read nothing moves: what begins waits, newest first, what changes does so in place', () => {
  const list = mergeRows(startList(page), [row('c', 30, 'in_progress')], READ);
  const later = mergeRows(list, [row('d', 40), row('c', 30), row('late', 5)], READ);
  expect(ids(later.rows)).toEqual(['b', 'a']);
  expect(later.waiting.map((one) => [one.traceId, one.outcome])).toEqual([
    ['d', 'completed'],
    ['c', 'completed'],
  ]);
});

test('thousands of sessions that are told of make the list no longer than a page, and none is lost', () => {
  let list = startList({ rows: [row('t0', 0)], nextCursor: undefined });
  for (let at = 1; at < 5000; at += 1) list = mergeRows(list, [row(`t${at}`, at)], UNREAD);
  expect(ids(list.rows)).toEqual(['t4999', 't4998', 't4997']);
  // What fell off the end is where the next page begins; the last row comes again, and once is enough.
  expect(list.next).toEqual({ toMs: 4998 });
  const more = appendPage(list, { rows: many(4997, 3), nextCursor: 'older' });
  expect(ids(more.rows)).toEqual(['t4999', 't4998', 't4997', 't4996', 't4995']);
  expect(more.next).toEqual({ cursor: 'older' });
  // Whoever asked for more keeps as many.
  const later = mergeRows(more, [row('t5000', 5000)], UNREAD);
  expect(later.rows).toHaveLength(5);
});

test('of thousands that wait above a list that is read the newest 500 are kept, and what follows them', () => {
  let list = startList(page);
  for (let at = 1000; at < 3000; at += 1) list = mergeRows(list, [row(`t${at}`, at)], READ);
  expect(ids(list.rows)).toEqual(['b', 'a']);
  expect(list.waiting).toHaveLength(500);
  expect(list.gap).toBe(true);
  const shown = showWaiting(list);
  expect(ids(shown.rows).slice(0, 2)).toEqual(['t2999', 't2998']);
  expect(shown.next).toEqual({ toMs: 2501 });
});

test('a session outside of the range is not taken in, one that is shown already changes', () => {
  const within = { fromMs: 15, toMs: 30 };
  const empty = startList({ rows: [], nextCursor: undefined });
  const told = [row('early', 14), row('first', 15), row('last', 29), row('late', 30)];
  expect(ids(mergeRows(empty, told, { ...UNREAD, within }).rows)).toEqual(['last', 'first']);
  const changed = mergeRows(startList(page), [row('a', 10, 'abandoned')], { ...UNREAD, within });
  expect(changed.rows.at(-1)?.outcome).toBe('abandoned');
});
