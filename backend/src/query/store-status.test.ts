import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import type { Span } from '../../test/span.ts';
import { createRollUp } from '../derive/roll-up.ts';
import type { Store, WriteListener } from '../store/store.ts';
import type { QueryConfig } from './query-context.ts';
import { createStoreStatus } from './store-status.ts';

const HOUR = 3_600_000;
// Two days ago, as levels of capture are those of the last month.
const START = Math.floor(Date.now() / HOUR - 48) * HOUR;
const CONFIG: QueryConfig = { goals: new Map(), idleLimitSeconds: 90, userHashKeys: [] };

let opened: TestStore;
beforeEach(async () => {
  opened = await openTestStore();
});
afterEach(() => opened.close());

function step(n: number, startMs: number, kind = 'live'): Span {
  return {
    trace_id: n.toString(16).padStart(32, '0'),
    span_id: n.toString(16).padStart(16, '0'),
    operation: 'step',
    start_ms: startMs,
    end_ms: startMs + 100,
    client_kind: kind,
    response_type: 'end',
    capture: 'standard',
  };
}

test('sessions of every kind are counted, those of hours that were counted before and the others', async () => {
  await opened.append([
    step(1, START),
    step(2, START, 'probe'),
    step(3, START + HOUR, 'simulator'),
  ]);
  const { store, deriver } = opened;
  const rollUp = await createRollUp(store, CONFIG, deriver, quietLog, { quietMs: 0 });
  const asked: string[] = [];
  const query: typeof store.query = (sql, params) => {
    asked.push(sql);
    return store.query(sql, params);
  };
  const status = createStoreStatus({ store: { query }, config: CONFIG, rollUp });
  expect(await status()).toMatchObject({ sessions: 3, sessionsNotLive: 2 });

  await rollUp.build(START + 24 * HOUR);
  asked.length = 0;
  expect(await status()).toMatchObject({ sessions: 3, sessionsNotLive: 2 });
  // Nobody looks at sessions that are counted.
  expect(asked.filter((sql) => sql.includes('FROM sessions'))).toEqual([]);

  // One of an hour that is counted, one of another.
  await opened.append([step(4, START + 1), step(5, START + 9 * HOUR, 'probe')]);
  expect(await status()).toMatchObject({ sessions: 5, sessionsNotLive: 3 });
  const counts = createStoreStatus({ store, config: CONFIG });
  expect(await counts()).toMatchObject({ sessions: 5, sessionsNotLive: 3, capture: ['standard'] });
});

test('the last span is known at once where it was received here, within half a minute where not', async () => {
  let nowMs = Date.now();
  let looks = 0;
  const query: Store['query'] = (sql, params) => {
    if (sql.includes('FROM spans')) looks += 1;
    return opened.store.query(sql, params);
  };
  const parts = { config: CONFIG, clock: () => nowMs };
  const here = createStoreStatus({ ...parts, store: { query }, received: opened.store });
  const elsewhere = createStoreStatus({ ...parts, store: opened.store });
  const lasts = async () => [(await here()).lastSpanAt, (await elsewhere()).lastSpanAt];
  expect(await lasts()).toEqual([null, null]);

  await opened.append([step(1, START)]);
  expect(await lasts()).toEqual([nowMs, null]);

  // By the time that the store gave it.
  expect(looks).toBe(1);
  nowMs += 30_000;
  const [first, second] = await lasts();
  expect(second).toBeGreaterThan(nowMs - 90_000);
  expect(second).toBeLessThan(nowMs);
  expect(first).toBeGreaterThanOrEqual(nowMs - 30_000);
  expect(looks).toBe(2);

  // Nobody looks at all spans for what is known.
  nowMs += 30_000;
  await opened.append([step(2, START)]);
  expect((await here()).lastSpanAt).toBe(nowMs);
  expect(looks).toBe(2);
});

test('neither spans of others than USSD sessions nor what could not be stored is a sign of life', async () => {
  const listeners: WriteListener[] = [];
  const received = { onWrite: (listener: WriteListener) => void listeners.push(listener) };
  const tell = (traceIds: readonly string[], isStored: boolean) => {
    for (const listener of listeners) listener(new Set(traceIds), Date.now(), isStored);
  };
  const status = createStoreStatus({ store: opened.store, received, config: CONFIG });
  tell([], true);
  tell(['a'.repeat(32)], false);
  expect((await status()).lastSpanAt).toBeNull();
  tell(['a'.repeat(32)], true);
  expect((await status()).lastSpanAt).not.toBeNull();
});
