import { expect, test, vi } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import type { Span } from '../../test/span.ts';
import { type Cover, createRollUp } from './roll-up.ts';

const RULES = { goals: new Map<string, readonly string[]>(), idleLimitSeconds: 180 };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MAY = Date.UTC(2026, 4, 31);

const step = (trace: string, startMs: number): Span => ({
  trace_id: trace.repeat(32),
  span_id: trace.repeat(16),
  operation: 'step',
  start_ms: startMs,
  end_ms: startMs + 100,
});

test('counts that an earlier version made are not read, and go when their day is counted again', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY), step('b', MAY + HOUR)]);
    // As version 0.1 left them: other rules, and none of the facts that came later.
    await store.deriver.command(
      `INSERT INTO roll_up (fact, hours, start, build, kind, a, n) VALUES ('session', 24, ${MAY / 1000}, 7, 'live', 'completed', 1000)`,
    );
    await store.deriver.command(
      `INSERT INTO roll_up_units (hours, start, build, rules, revision, settled_until) VALUES (24, ${MAY / 1000}, 7, 1, 18446744073709551615, 0)`,
    );
    const rollUp = await createRollUp(store, RULES, deriver, quietLog, { quietMs: 0, keepMs: 0 });
    const cover = () => rollUp.cover(MAY, MAY + DAY, MAY + 2 * DAY);
    expect(await cover()).toMatchObject({ units: [], live: [[MAY, MAY + 2 * HOUR]] });

    await rollUp.build(MAY + 2 * DAY);
    const { units, live } = await cover();
    expect(units).toEqual([expect.objectContaining({ hours: 24, start: MAY / 1000 })]);
    expect(live).toEqual([]);
    expect(units[0]?.build).not.toBe('7');

    await rollUp.build(MAY + 2 * DAY);
    const builds = await store.query<{ build: string; facts: string[] }>(
      'SELECT toString(build) AS build, arraySort(groupUniqArray(toString(fact))) AS facts FROM roll_up WHERE hours = 24 GROUP BY build',
    );
    expect(builds).toEqual([
      {
        build: units[0]?.build,
        facts: [
          'all end',
          'all reach',
          'all session',
          'all version',
          'end',
          'reach',
          'session',
          'version',
        ],
      },
    ]);
  } finally {
    await close();
  }
});

test('whoever asks about a moment before an outcome was settled is not answered from its count', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY)]);
    const rollUp = await createRollUp(store, RULES, deriver, quietLog, { quietMs: 0 });
    await rollUp.build(MAY + DAY);
    const idleMs = MAY + 100 + RULES.idleLimitSeconds * 1_000;
    expect((await rollUp.cover(MAY, MAY + HOUR, idleMs)).units).toEqual([]);
    expect((await rollUp.cover(MAY, MAY + HOUR, idleMs + 1)).units).toHaveLength(1);
  } finally {
    await close();
  }
});

/** Sessions in a range by what a backend would answer: some from counts, the others looked at. */
async function countedIn({ counts, live }: Cover, store: TestStore['store']): Promise<number> {
  const counted = await counts(
    { facts: ['session'], by: ['network'] },
    { lists: {}, outcomes: undefined },
  );
  const looked = live.map(([from, to]) =>
    store.query<{ n: number }>(
      `SELECT toFloat64(count()) AS n FROM sessions FINAL WHERE toUnixTimestamp64Milli(started_at) >= ${from} AND toUnixTimestamp64Milli(started_at) < ${to}`,
    ),
  );
  return [counted, ...(await Promise.all(looked))].flat().reduce((all, { n }) => all + n, 0);
}

test('a row with an older revision that comes late, as of a backend whose clock is behind, is counted', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY)]);
    const clock = { ms: Date.now() + 1_000 };
    const rollUp = await createRollUp(store, RULES, deriver, quietLog, { clock: () => clock.ms });
    const cover = () => rollUp.cover(MAY, MAY + DAY, MAY + 2 * DAY);
    // Lies so many seconds behind the clock when it comes.
    const rowOf = (trace: string, secondsBehind: number) =>
      store.deriver.command(
        `INSERT INTO sessions SELECT * REPLACE (toFixedString('${trace.repeat(32)}', 32) AS trace_id, ${(clock.ms - secondsBehind * 1_000) * 1_000} AS revision) FROM (SELECT * FROM sessions WHERE trace_id = '${'a'.repeat(32)}' LIMIT 1)`,
      );
    const look = async () => {
      // What others write is looked for once a second.
      await vi.waitUntil(async () => (await countedIn(await cover(), store)) === sessions, 5_000);
      return await cover();
    };
    let sessions = 1;
    await rollUp.build(MAY + 2 * DAY);
    await rowOf('b', 3);
    sessions = 2;
    await look();

    clock.ms += 61_000;
    await rollUp.build(MAY + 2 * DAY);
    expect((await look()).live).toEqual([]);
    await rowOf('c', 59);
    sessions = 3;
    expect((await look()).units).toEqual([]);

    clock.ms += 61_000;
    await rollUp.build(MAY + 2 * DAY);
    expect((await look()).live).toEqual([]);
  } finally {
    await close();
  }
});

test('such a row is also seen where sessions are read one by one, seconds later', async () => {
  const { append, store, deriver, close } = await openTestStore();
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    await append([step('a', MAY)]);
    const rollUp = await createRollUp(store, RULES, deriver, quietLog);
    const count = async () =>
      (await (await rollUp.cover(MAY, MAY + DAY, MAY + HOUR)).sessions())?.length;
    expect(await count()).toBe(1);
    await store.deriver.command(
      `INSERT INTO sessions SELECT * REPLACE (toFixedString('${'b'.repeat(32)}', 32) AS trace_id, revision - 5000000 AS revision) FROM (SELECT * FROM sessions LIMIT 1)`,
    );
    vi.advanceTimersByTime(5_000);
    expect(await count()).toBe(2);
  } finally {
    vi.useRealTimers();
    await close();
  }
});

test('two backends on one server count under numbers of their own, and read what the other counted', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY), step('b', MAY + HOUR)]);
    const bounds = { quietMs: 0, clock: () => 1_900_000_000_000 };
    const one = await createRollUp(store, RULES, deriver, quietLog, bounds);
    const other = await createRollUp(store, RULES, deriver, quietLog, bounds);
    await Promise.all([one.build(MAY + 2 * DAY), other.build(MAY + 2 * DAY)]);
    const builds = await store.query('SELECT build FROM roll_up GROUP BY build');
    expect(builds).toHaveLength(2);
    for (const rollUp of [one, other]) {
      await rollUp.build(MAY + 2 * DAY);
      const cover = await rollUp.cover(MAY, MAY + DAY, MAY + 2 * DAY);
      expect(cover.live).toEqual([]);
      expect(await countedIn(cover, store)).toBe(2);
    }
  } finally {
    await close();
  }
});

test('counts that a crash left half made go, those that are being made stay', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY)]);
    const clock = { ms: 1_900_000_000_000 };
    const left = (build: bigint) =>
      store.deriver.command(
        `INSERT INTO roll_up (fact, hours, start, build, kind, a, n) VALUES ('session', 1, ${MAY / 1000}, ${build}, 'live', 'completed', 1000)`,
      );
    const young = BigInt(clock.ms - 1_000) * 1_000n * 1_024n;
    await left(5n);
    await left(young);
    const bounds = { quietMs: 0, clock: () => clock.ms };
    const rollUp = await createRollUp(store, RULES, deriver, quietLog, bounds);
    await rollUp.build(MAY + 2 * DAY);
    const builds = await store.query<{ build: string }>(
      'SELECT toString(build) AS build FROM roll_up GROUP BY build',
    );
    expect(builds).toHaveLength(2);
    expect(builds).toContainEqual({ build: String(young) });
  } finally {
    await close();
  }
});

test('a pass has a budget, and what it left is counted by the next, the day counted longest ago first', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY), step('b', MAY + DAY), step('c', MAY + 2 * DAY)]);
    const bounds = { quietMs: 0, passMsMax: -1 };
    const none = await createRollUp(store, RULES, deriver, quietLog, bounds);
    await none.build(MAY + 9 * DAY);
    expect((await none.cover(MAY, MAY + 3 * DAY, MAY + 9 * DAY)).units).toEqual([]);

    const rollUp = await createRollUp(store, RULES, deriver, quietLog, { quietMs: 0 });
    await rollUp.build(MAY + 9 * DAY);
    const { units } = await rollUp.cover(MAY, MAY + 3 * DAY, MAY + 9 * DAY);
    const byBuild = units.toSorted((x, y) => (BigInt(x.build) < BigInt(y.build) ? -1 : 1));
    expect(byBuild.map(({ start }) => start)).toEqual(
      [MAY + 2 * DAY, MAY + DAY, MAY].map((ms) => ms / 1000),
    );
  } finally {
    await close();
  }
});
