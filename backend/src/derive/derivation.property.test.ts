import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietLog } from '../../test/quiet-log.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { endingOf, FACT_NAMES, type SessionFacts, sessionsOf } from '../../test/session-oracle.ts';
import { type Span, toBatch } from '../../test/span.ts';
import { createStore, type Store } from '../store/store.ts';
import { startDeriving } from './deriver.ts';
import { type OutcomeRules, outcomeParams, sessionsWithOutcomeSql } from './outcome.ts';

const RULES: OutcomeRules = {
  goals: new Map([['*920#', ['receipt', 'balance']]]),
  idleLimitSeconds: 90,
};

const TIMES = ['started_at', 'last_hop_at', 'last_answer_at', 'last_update_at', 'next_started_at'];

interface Row extends SessionFacts {
  readonly outcome: string;
  readonly ended_by: string;
  readonly evidence: string;
}

/** The table as it is, at a moment, with outcomes. */
async function readRows(store: Store, nowMs: number): Promise<Row[]> {
  const columns = FACT_NAMES.map((name) =>
    TIMES.includes(name) ? `toFloat64(toUnixTimestamp64Milli(${name})) AS ${name}_ms` : name,
  );
  const rows = await store.query<Record<string, unknown>>(
    `SELECT ${columns.join(', ')}, outcome, ended_by, evidence
     FROM (${sessionsWithOutcomeSql('1')}) ORDER BY started_at, trace_id`,
    outcomeParams(RULES, nowMs),
  );
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          TIMES.find((time) => name === `${time}_ms`) ?? name,
          value,
        ]),
      ) as unknown as Row,
  );
}

function expectedRows(spans: readonly Span[], nowMs: number): Row[] {
  return sessionsOf(spans).map((facts) => ({ ...facts, ...endingOf(facts, RULES, nowMs) }));
}

/** What happens between two requests of the exporters. */
type Event = 'nothing' | 'settle' | 'restart' | 'crash';

interface Delivery {
  readonly requests: readonly (readonly Span[])[];
  readonly events: readonly Event[];
}

/** The spans in any order, some twice, cut into requests, with restarts in between. */
function deliveryOf(spans: readonly Span[]): fc.Arbitrary<Delivery> {
  return fc
    .record({
      order: fc.shuffledSubarray([...spans], { minLength: spans.length }),
      again: fc.subarray([...spans]),
      cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 4, maxLength: 8 }),
      events: fc.array(
        fc.constantFrom<Event>('nothing', 'nothing', 'settle', 'settle', 'restart', 'crash'),
        { minLength: 4, maxLength: 8 },
      ),
    })
    .map(({ order, again, cuts, events }) => {
      const all = [...order, ...again];
      const requests: Span[][] = [];
      for (let start = 0, index = 0; start < all.length; index += 1) {
        const size = (cuts[index % cuts.length] ?? 1) * Math.ceil(all.length / 40);
        requests.push(all.slice(start, start + size));
        start += size;
      }
      return { requests, events };
    });
}

/** Delivers and answers the resulting table. */
async function deliver({ requests, events }: Delivery, nowMs: number): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hopscope-derive-'));
  const bounds = { gatherMs: 1, tracesMax: 3, rememberEveryMs: 0 };
  let store = await createStore({ dataDir, log: quietLog });
  let deriver: Awaited<ReturnType<typeof startDeriving>> | undefined;
  deriver = await startDeriving(store, quietLog, bounds);
  try {
    for (const [index, request] of requests.entries()) {
      await store.append(toBatch(request));
      const event = events[index % events.length];
      if (event === 'settle') await deriver?.settle();
      if (event === 'restart' || event === 'crash') {
        await store.close();
        store = await createStore({ dataDir, log: quietLog });
        // After a crash nothing that was written is derived, until somebody opens the store again.
        deriver = event === 'crash' ? undefined : await startDeriving(store, quietLog, bounds);
      }
    }
    await store.close();
    store = await createStore({ dataDir, log: quietLog });
    await startDeriving(store, quietLog, bounds);
    return await readRows(store, nowMs);
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true });
  }
}

test('spans in any order, doubled, split and with restarts in between give the sessions of one ordered request', async () => {
  const MINUTE = 60_000;
  await fc.assert(
    fc.asyncProperty(
      randomSpans.chain((spans) =>
        fc.record({ spans: fc.constant(spans), delivery: deliveryOf(spans) }),
      ),
      fc.integer({ min: 0, max: 15 }),
      async ({ spans, delivery }, minutes) => {
        const nowMs = Date.UTC(2026, 2, 31, 23, 59) + minutes * MINUTE;
        const expected = expectedRows(spans, nowMs);
        expect(await deliver(delivery, nowMs)).toEqual(expected);
        const ordered = { requests: [spans], events: ['nothing' as const] };
        expect(await deliver(ordered, nowMs)).toEqual(expected);
      },
    ),
    { numRuns: 6, interruptAfterTimeLimit: 100_000 },
  );
}, 120_000);
