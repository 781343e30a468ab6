import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { answerQuery } from './answer-query.ts';
import type { Frame } from './frame.ts';
import { queryRequestSchema } from './schema.ts';

const CONFIG = { goals: new Map<string, string[]>(), idleLimitSeconds: 90, userHashKeys: [] };
const MONTH = Date.UTC(2026, 3, 1);
const NOW = MONTH + 3_600_000;

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

/** Also spans: traces of one run are those of another. */
async function forgetAll(): Promise<void> {
  for (const table of ['sessions', 'spans']) {
    await opened.store.deriver.command(`TRUNCATE TABLE ${table}`);
  }
}

async function ask(query: object, from: number, to: number): Promise<Frame> {
  const request = queryRequestSchema.parse({
    from,
    to,
    queries: [{ refId: 'A', queryType: 'sessions', ...query }],
  });
  const { results } = await answerQuery(request, opened.store, CONFIG, quietLog, NOW);
  const frame = results.A !== undefined && 'frames' in results.A ? results.A.frames[0] : undefined;
  if (frame === undefined) throw new Error(JSON.stringify(results));
  return frame;
}

/** When the session starts that an id leads to. */
async function startOf(sessionId: string): Promise<unknown> {
  const request = queryRequestSchema.parse({
    from: 0,
    to: 1,
    queries: [{ refId: 'A', queryType: 'session', sessionId }],
  });
  const { A } = (await answerQuery(request, opened.store, CONFIG, quietLog, NOW)).results;
  const frame = A !== undefined && 'frames' in A ? A.frames[0] : undefined;
  return frame?.data.values[frame.schema.fields.findIndex(({ name }) => name === 'startedAt')]?.[0];
}

/** All pages, one after the other. */
async function pages(query: object, from: number, to: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let cursor: string | undefined; ; ) {
    const frame = await ask({ ...query, cursor }, from, to);
    found.push(frame.data.values);
    cursor = (frame.schema.meta?.custom as { nextCursor?: string } | undefined)?.nextCursor;
    if (cursor === undefined) return found;
  }
}

test('sessions of a subscriber or an id are the same as those that any other filter finds', async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(randomSpans, fc.integer({ min: 0, max: 6 }), async (spans, minutes) => {
      await forgetAll();
      await opened.append(spans.slice(0, spans.length / 2));
      await opened.append(spans.slice(spans.length / 2));
      const ids = [...new Set(spans.flatMap(({ session_id }) => session_id ?? []))];
      const names = [
        { userHash: ['k1.anna'] },
        { userHash: ['k1.ben', 'k1.anna'], kind: ['live', 'simulator'] },
        ...ids.slice(0, 3).map((sessionId) => ({ sessionId })),
      ];
      for (const filters of names) {
        const from = MONTH - 60_000 + minutes * 60_000;
        const query = { limit: 2, columns: ['app.language'] };
        const named = await pages({ ...query, filters }, from, NOW);
        // A list of no ad-hoc filters is another filter.
        const other = await pages({ ...query, filters: { ...filters, attributes: [] } }, from, NOW);
        expect(named).toEqual(other);
        rows += named.flatMap((values) => (values as unknown[][])[0] ?? []).length;
      }
    }),
    { numRuns: 10 },
  );
  expect(rows).toBeGreaterThan(10);
}, 60_000);

test('a test phone has all of its sessions, also hundreds of them', async () => {
  await forgetAll();
  const hex = (n: number) => n.toString(16).padStart(2, '0');
  // Two at a time, so that a page ends between two of the same start.
  const sessions = Array.from({ length: 320 }, (_, n) =>
    demoSession({
      id: hex(n % 256),
      startMs: MONTH + Math.floor(n / 2) * 1_000,
      userHash: 'k1.phone',
    }).map((span) => ({
      ...span,
      trace_id: n.toString(16).padStart(32, '0'),
      span_id: `${hex(n % 256)}${n.toString(16).padStart(4, '0')}${span.span_id.slice(6)}`,
    })),
  );
  await opened.append(sessions.flat());
  const found = await pages({ limit: 101, filters: { userHash: ['k1.phone'] } }, MONTH, NOW);
  const traces = (found as unknown[][][]).flatMap(([ids]) => ids ?? []);
  expect(traces).toHaveLength(320);
  expect(new Set(traces).size).toBe(320);
}, 30_000);

test('of hundreds of sessions by one id the newest is shown', async () => {
  const sessions = Array.from({ length: 520 }, (_, n) =>
    demoSession({ id: 'dd', startMs: MONTH + n * 1_000 })
      .slice(0, 1)
      .map((span) => ({
        ...span,
        operation: 'step' as const,
        // The newest ones are first in the order of ids.
        trace_id: (1_000 - n).toString(16).padStart(32, 'd'),
        session_id: 'again',
      })),
  );
  await opened.append(sessions.flat());
  expect(await startOf('again')).toBe(MONTH + 519_000);
});

test('an id that a session had, and has no more, leads nowhere', async () => {
  const spans = demoSession({ id: 'ee', startMs: MONTH })
    .filter(({ operation }) => operation !== 'session')
    .map((span) => ({ ...span, session_id: 'before' }));
  const [step] = spans;
  if (step === undefined) throw new Error('The demo has no step');
  await opened.append(spans);
  expect(await startOf('before')).toBe(MONTH);
  // The root comes last, and before all others in the order of the session.
  await opened.append([
    {
      ...step,
      operation: 'session',
      span_id: '0'.repeat(16),
      step_index: -1,
      session_id: 'after',
    },
  ]);
  expect(await startOf('before')).toBeUndefined();
  expect(await startOf('after')).toBe(MONTH);
});
