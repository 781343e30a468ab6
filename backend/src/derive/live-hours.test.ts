import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { storedSession } from '../../test/stored-session.ts';
import { createLiveHours, type LiveHour } from './live-hours.ts';
import { createRollUp } from './roll-up.ts';
import { withinSql } from './uncounted-sessions.ts';

const HOUR = 3_600;

const hour = (start: number, stamp = '1', isQuiet = true, rowsMax = 1): LiveHour => ({
  start,
  range: [start * 1000, (start + HOUR) * 1000],
  stamp,
  isQuiet,
  rowsMax,
});

interface Row {
  readonly traceId: string;
  readonly json: string;
  readonly revision: string;
  readonly isDeleted?: number;
  /** Where they are counted. */
  readonly sessions?: number;
}

const row = (traceId: string, start: number, revision: number, isDeleted = 0): Row => ({
  traceId,
  json: storedSession(start * 1000 + 1),
  revision: String(revision),
  isDeleted,
});

/** A store that remembers what it was asked, and answers with `rows`. */
function fakeStore(...rows: Row[]) {
  const asked: string[] = [];
  const state = { rows, fails: false };
  const query = async (sql: string) => {
    asked.push(sql);
    if (state.fails) throw new Error('gone');
    return state.rows as never[];
  };
  return { query, asked, state };
}

const BOUNDS = { sessionsMax: 10, skew: 0n };

const idsOf = (sessions: readonly { readonly traceId: string }[] | undefined) =>
  sessions?.map(({ traceId }) => traceId).sort();

test('panels that ask at the same time, or again before anything is written, share one look', async () => {
  const store = fakeStore(row('a', 0, 1), row('b', 0, 1));
  const { read } = createLiveHours(store, BOUNDS);
  const answers = await Promise.all([read([hour(0)]), read([hour(0)]), read([hour(0)])]);
  expect(answers.map(idsOf)).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  await read([hour(0)]);
  expect(store.asked).toHaveLength(1);
});

test('hours that follow one another are one range of the question, others are not', async () => {
  const store = fakeStore();
  await createLiveHours(store, BOUNDS).read([hour(0), hour(HOUR), hour(5 * HOUR)]);
  expect(store.asked).toHaveLength(1);
  expect(store.asked[0]?.match(/started_at >= /g)).toHaveLength(2);
});

test('of an hour only what is asked for is read, and no more than the rest when more of it is', async () => {
  const part = (from: number, to: number): LiveHour => ({ ...hour(0), range: [from, to] });
  const store = fakeStore(row('a', 0, 5));
  const { read } = createLiveHours(store, BOUNDS);
  await read([part(0, 900_000)]);
  await read([part(100_000, 900_000)]);
  expect(store.asked).toHaveLength(1);
  expect(store.asked[0]).toContain("started_at < fromUnixTimestamp64Milli(900000, 'UTC')");
  store.state.rows = [row('b', 1_000, 3)];
  expect(idsOf(await read([part(0, 1_800_000)]))).toEqual(['a', 'b']);
  expect(store.asked[1]?.match(/\d+(?=, 'UTC'|\))/g)).toEqual([
    ...['0', '900000', '5'],
    ...['900000', '1800000', '0'],
  ]);
  await read([part(300_000, 1_800_000)]);
  expect(store.asked).toHaveLength(2);
});

test('what is asked for before and after what is kept of an hour is read with what was written since', async () => {
  const part = (from: number, to: number): LiveHour => ({ ...hour(0), range: [from, to] });
  const store = fakeStore(row('b', 1_000, 5));
  const { read } = createLiveHours(store, BOUNDS);
  await read([part(900_000, 1_800_000)]);
  store.state.rows = [row('a', 0, 9), row('c', 2_000, 4)];
  expect(idsOf(await read([part(0, 2_700_000)]))).toEqual(['a', 'b', 'c']);
  expect(store.asked[1]?.match(/\d+(?=, 'UTC'|\))/g)).toEqual([
    ...['900000', '1800000', '5'],
    ...['0', '900000', '0'],
    ...['1800000', '2700000', '0'],
  ]);
});

test('a part of an hour that was not asked for before does not make less of what is kept of it', async () => {
  const part = (from: number, to: number): LiveHour => ({ ...hour(0), range: [from, to] });
  const store = fakeStore(row('b', 1_000, 5));
  const { read } = createLiveHours(store, BOUNDS);
  await read([part(900_000, 1_800_000)]);
  store.state.rows = [];
  await read([part(2_000_000, 2_700_000)]);
  await read([part(1_000_000, 2_000_000)]);
  expect(store.asked).toHaveLength(2);
});

test('the rest of an hour of too many rows is not read', async () => {
  const part = (to: number): LiveHour => ({ ...hour(0, '1', true, 50), range: [0, to] });
  const store = fakeStore({ ...row('a', 0, 5), sessions: 1 });
  const { read } = createLiveHours(store, BOUNDS);
  expect(idsOf(await read([part(900_000)]))).toEqual(['a']);
  const asked = store.asked.length;
  expect(await read([{ ...part(1_800_000), rowsMax: 51 }])).toBeUndefined();
  expect(store.asked).toHaveLength(asked);
});

test('an hour that another question has had is not read again with the next', async () => {
  const store = fakeStore();
  const { read } = createLiveHours(store, BOUNDS);
  await read([hour(0)]);
  await read([hour(0), hour(5 * HOUR)]);
  expect(store.asked[1]).not.toContain('Milli(0,');
});

test('after something was written only that is read, and takes the place of what it replaces', async () => {
  const store = fakeStore(row('a', 0, 5), row('b', 0, 7), row('c', 0, 6));
  const { read } = createLiveHours(store, { ...BOUNDS, skew: 2n });
  await read([hour(0)]);
  store.state.rows = [
    row('a', 0, 9),
    row('a', 0, 8, 1),
    row('b', 0, 6, 1),
    row('c', 0, 8, 1),
    row('d', 0, 8),
  ];
  const sessions = await read([hour(0, '2')]);
  expect(sessions?.map(({ traceId, revision }) => traceId + revision).sort()).toEqual([
    'a9',
    'b7',
    'd8',
  ]);
  expect(store.asked[0]).toContain('FINAL');
  expect(store.asked[1]).toContain('revision >= 5');
  expect(store.asked[1]).not.toContain('FINAL');
});

test('however many hours lie apart, the database takes the question', async () => {
  const { store, close } = await openTestStore();
  try {
    const { read } = createLiveHours(store, BOUNDS);
    const hours = Array.from({ length: 5_000 }, (_, index) => hour(index * 2 * HOUR, '1', true, 0));
    expect(await read(hours)).toEqual([]);
  } finally {
    await close();
  }
});

test('without hours nobody is asked', async () => {
  const store = fakeStore();
  expect(await createLiveHours(store, BOUNDS).read([])).toEqual([]);
  expect(store.asked).toEqual([]);
});

test('more sessions than are read one by one are told as such, also of hours that are few each', async () => {
  const rows = [row('a', 0, 1), row('b', HOUR, 1), row('c', HOUR, 1)];
  const store = fakeStore(...rows);
  expect(
    await createLiveHours(store, { ...BOUNDS, sessionsMax: 2 }).read([hour(0)]),
  ).toBeUndefined();
  expect(store.asked[0]).toContain('LIMIT 3');
  const { read } = createLiveHours(store, { ...BOUNDS, sessionsMax: 3 });
  expect(await read([hour(0), hour(HOUR)])).toHaveLength(3);
  store.state.rows = [row('d', 5 * HOUR, 1)];
  expect(await read([hour(0), hour(HOUR), hour(5 * HOUR)])).toBeUndefined();
});

test('where there may be too many they are counted first, and not even that where there must be', async () => {
  const rows = [row('a', 0, 1)];
  const store = { ...fakeStore(), sessions: 2 };
  const query = async (sql: string) => {
    await store.query(sql);
    return (sql.includes('count()') ? [{ sessions: store.sessions }] : rows) as never[];
  };
  const ask = async (rowsMax: number, sessions: number) => {
    store.asked.length = 0;
    store.sessions = sessions;
    const { read } = createLiveHours({ query }, { ...BOUNDS, sessionsMax: 2 });
    const found = await read([hour(0, '1', true, rowsMax)]);
    return [found?.length, store.asked.map((sql) => (sql.includes('count()') ? 'count' : 'read'))];
  };
  expect(await ask(2, 2)).toEqual([1, ['read']]);
  expect(await ask(3, 2)).toEqual([1, ['count', 'read']]);
  expect(await ask(3, 3)).toEqual([undefined, ['count']]);
  expect(await ask(11, 3)).toEqual([undefined, []]);
});

test('a burst into an hour that is known is counted first, as if it were not', async () => {
  const store = fakeStore(row('a', 0, 1));
  const { read } = createLiveHours(store, { ...BOUNDS, sessionsMax: 2 });
  await read([hour(0)]);
  await read([hour(0, '2', true, 2)]);
  expect(store.asked[1]).toContain('revision >=');
  // The bound of rows that are read on, and one more.
  expect(store.asked[1]).toContain('LIMIT 11');
  await read([hour(0, '3', true, 13)]);
  expect(store.asked).toHaveLength(2);
  // Or of which nobody knew yet.
  store.state.rows = Array.from({ length: 11 }, (_, n) => row('a', 0, n));
  expect(await read([hour(0, '4', true, 3)])).toBeUndefined();
});

test('an hour is read on from its own newest row, whatever others have', async () => {
  const store = fakeStore(row('a', 0, 5), row('b', HOUR, 9));
  const { read } = createLiveHours(store, BOUNDS);
  await read([hour(0), hour(HOUR), hour(2 * HOUR)]);
  await read([hour(0, '2'), hour(HOUR, '2'), hour(2 * HOUR, '2')]);
  const [, others = '', since = ''] = store.asked;
  expect(since.match(/revision >= \d+/g)).toEqual(['revision >= 5', 'revision >= 9']);
  // Of the empty one nothing is known.
  expect(others).toContain('FINAL');
});

test('too many in one hour leave another that is known as it was', async () => {
  const store = fakeStore(row('a', 0, 1));
  const { read } = createLiveHours(store, { ...BOUNDS, sessionsMax: 1 });
  await read([hour(0)]);
  store.state.rows = [row('b', HOUR, 1), row('c', HOUR, 1)];
  expect(await read([hour(0, '2'), hour(HOUR)])).toBeUndefined();
  const asked = store.asked.length;
  expect(idsOf(await read([hour(0, '2')]))).toEqual(['a']);
  expect(store.asked).toHaveLength(asked);
});

test('a range of far too many leaves what is kept of others', async () => {
  const store = fakeStore(row('a', 0, 1));
  const { read } = createLiveHours(store, BOUNDS);
  await read([hour(0)]);
  const year = Array.from({ length: 8_760 }, (_, index) => hour((index + 9) * HOUR));
  expect(await read(year)).toBeUndefined();
  expect(idsOf(await read([hour(0)]))).toEqual(['a']);
  expect(store.asked).toHaveLength(1);
});

test('a look that failed is not remembered', async () => {
  const store = fakeStore(row('a', 0, 1));
  const { read } = createLiveHours(store, BOUNDS);
  store.state.fails = true;
  await expect(read([hour(0)])).rejects.toThrow('gone');
  store.state.fails = false;
  expect(idsOf(await read([hour(0)]))).toEqual(['a']);
});

test('only the hours asked for last are kept', async () => {
  const store = fakeStore();
  const { read } = createLiveHours(store, BOUNDS);
  for (let n = 0; n <= 1_000; n += 1) await read([hour(n * HOUR)]);
  await read([hour(1_000 * HOUR)]);
  expect(store.asked).toHaveLength(1_001);
  await read([hour(0)]);
  expect(store.asked).toHaveLength(1_002);
});

test('an hour that is still written to is kept for seconds: a clock that is behind brings no new stamp', async () => {
  const store = fakeStore();
  let nowMs = 0;
  const { read } = createLiveHours(store, { ...BOUNDS, clock: () => nowMs });
  const hours = [hour(0), hour(HOUR, '1', false)];
  await read(hours);
  nowMs = 4_999;
  await read(hours);
  expect(store.asked).toHaveLength(1);
  nowMs = 5_000;
  await read(hours);
  expect(store.asked).toHaveLength(2);
  expect(store.asked[1]).not.toContain('Milli(0,');
});

test('whatever comes in what order, what is kept is what the store says', async () => {
  const { store, deriver, append, close } = await openTestStore();
  try {
    const rules = { goals: new Map<string, readonly string[]>(), idleLimitSeconds: 90 };
    const rollUp = await createRollUp(store, rules, deriver, quietLog, { quietMs: 0 });
    const DAY = 24 * HOUR * 1_000;
    const month = Date.UTC(2026, 3, 1);
    const MINUTE = 60_000;
    const cover = (from: number, to: number) => rollUp.cover(from, to, month + 10 * DAY);
    // What is kept of an hour grows at either end, and at both.
    const RANGES = [
      [month - 30 * MINUTE, month + MINUTE],
      [month + 2 * MINUTE, month + 20 * MINUTE],
      [month - 50 * MINUTE, month + 31 * MINUTE],
      [month - 2 * DAY, month + 7 * DAY],
    ] as const;
    const byId = (a: { traceId: string }, b: { traceId: string }) =>
      a.traceId < b.traceId ? -1 : 1;
    let compared = 0;
    for (const spans of fc.sample(randomSpans, { numRuns: 6, seed: 11 })) {
      // The same traces in all of them: sessions grow, begin earlier and are replaced.
      const half = Math.ceil(spans.length / 2);
      for (const some of [spans.slice(half), spans.slice(0, half)]) {
        if (some.length === 0) continue;
        await append(some);
        for (const [from, to] of RANGES) {
          const kept = await (await cover(from, to)).sessions();
          const stored = await store.query<{ traceId: string; revision: string }>(
            `SELECT trace_id AS traceId, toString(sessions.revision) AS revision
             FROM sessions FINAL WHERE ${withinSql([[from, to]])}`,
          );
          expect(kept?.map(({ traceId, revision }) => ({ traceId, revision })).sort(byId)).toEqual(
            stored.sort(byId),
          );
          compared += stored.length;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  } finally {
    await close();
  }
}, 60_000);
