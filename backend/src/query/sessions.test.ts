import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import type { Span } from '../../test/span.ts';
import { createRollUp, type RollUp } from '../derive/roll-up.ts';
import type { SqlParams } from '../store/database.ts';
import { extraColumns } from './extra-columns.ts';
import type { Filters } from './filter-schema.ts';
import type { QueryConfig } from './query-context.ts';
import { readSessionPage } from './sessions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 3, 30, 9, 30);
const CONFIG: QueryConfig = { goals: new Map(), idleLimitSeconds: 90, userHashKeys: [] };
const FROM = NOW - 30 * DAY;
// A week ago, one a minute, and before that one an hour.
const LAST = NOW - 7 * DAY;
const END_OF_HOUR = Math.ceil(LAST / HOUR) * HOUR;

const step = (n: number, startMs: number, network: string): Span => ({
  trace_id: n.toString(16).padStart(32, '0'),
  span_id: n.toString(16).padStart(16, '0'),
  operation: 'step',
  start_ms: startMs,
  end_ms: startMs + 100,
  network,
});

let opened: TestStore;
let rollUp: RollUp;
beforeAll(async () => {
  opened = await openTestStore();
  const minutes = Array.from({ length: 20 }, (_, n) =>
    step(n, LAST - n * 60_000, n === 19 ? 'Rare' : 'Usual'),
  );
  const hours = Array.from({ length: 12 }, (_, n) => step(30 + n, LAST - (n + 1) * HOUR, 'Usual'));
  await opened.append([...minutes, ...hours]);
  rollUp = await createRollUp(opened.store, CONFIG, opened.deriver, quietLog);
});
afterAll(() => opened.close());

/** The newest sessions until `toMs`, and how far back each question for their keys looked. */
async function newest(limit: number, filters: Filters = {}, toMs = NOW) {
  const lookedBackTo: number[] = [];
  const query: TestStore['store']['query'] = (sql, params: SqlParams = {}) => {
    if (typeof params.fromMs === 'number') lookedBackTo.push(params.fromMs);
    return opened.store.query(sql, params);
  };
  const context = { config: CONFIG, fromMs: FROM, toMs, nowMs: toMs, rollUp };
  const page = await readSessionPage({ filters, limit }, extraColumns([]), {
    ...context,
    store: { query },
  });
  return { starts: page.rows.map(({ startedAt }) => startedAt), lookedBackTo };
}

test('behind a week in which nobody dialled the newest are found without a look at the month', async () => {
  const { starts, lookedBackTo } = await newest(5);
  expect(starts).toEqual([0, 1, 2, 3, 4].map((n) => LAST - n * 60_000));
  expect(lookedBackTo).toEqual([NOW - 6 * HOUR, END_OF_HOUR - 6 * HOUR]);
});

test('one who dialled after that week changes nothing about it', async () => {
  await opened.append([step(99, NOW - HOUR, 'Usual')]);
  const { starts, lookedBackTo } = await newest(3);
  expect(starts).toEqual([NOW - HOUR, LAST, LAST - 60_000]);
  expect(lookedBackTo.at(-1)).toBe(END_OF_HOUR - 6 * HOUR);
});

test('what a filter leaves is found however far back it lies', async () => {
  const { starts, lookedBackTo } = await newest(5, { network: ['Rare'] });
  expect(starts).toEqual([LAST - 19 * 60_000]);
  expect(lookedBackTo.at(-1)).toBe(FROM);
});

test('where people dial all the time, looks go back further and further', async () => {
  const toMs = LAST + 60_000;
  const { lookedBackTo } = await newest(5, { network: ['Nobody'] }, toMs);
  expect(lookedBackTo).toEqual([toMs - 6 * HOUR, toMs - 72 * HOUR, FROM]);
});
