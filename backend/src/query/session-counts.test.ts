import { expect, test } from 'vitest';
import { openTestStore } from '../../test/open-test-store.ts';
import type { Span } from '../../test/span.ts';
import { createSessionCounters, type SessionCounts } from './session-counts.ts';

const RULES = { goals: new Map<string, readonly string[]>(), idleLimitSeconds: 180 };
const NOW = Date.now();

const step = (trace: string, startMs: number, more: Partial<Span> = {}): Span => ({
  trace_id: trace.repeat(32),
  span_id: `${startMs}`.slice(-12).padStart(16, trace),
  operation: 'step',
  start_ms: startMs,
  end_ms: startMs + 100,
  provider: 'arkesel',
  network: 'mtn',
  response_type: 'continue',
  ...more,
});

const sum = (series: SessionCounts['started']) => series.reduce((all, { total }) => all + total, 0);

test('a session counts once as started and once as closed, also when only time closes it', async () => {
  const { append, store, close } = await openTestStore();
  try {
    await append([step('a', NOW - 60_000), step('d', NOW - 7_200_000)]);
    const counters = await createSessionCounters(store, RULES, NOW);
    expect(sum((await counters.read(NOW)).started)).toBe(0);

    await append([
      step('b', NOW - 20_000),
      step('c', NOW - 30_000, { response_type: 'end', outcome: 'completed' }),
      step('e', NOW - 7_200_000, { response_type: 'end' }),
    ]);
    const first = await counters.read(NOW + 1_000);
    expect([sum(first.started), sum(first.closed)]).toEqual([2, 1]);
    expect(first.closed.filter(({ total }) => total > 0)).toEqual([
      expect.objectContaining({ outcome: 'completed', network: 'mtn', kind: 'live', total: 1 }),
    ]);

    await append([step('b', NOW - 10_000)]);
    const later = await counters.read(NOW + 200_000);
    expect([sum(later.started), sum(later.closed)]).toEqual([2, 3]);
    const again = await counters.read(NOW + 210_000);
    expect([sum(again.started), sum(again.closed)]).toEqual([2, 3]);
  } finally {
    await close();
  }
});

test('series of labels that were seen are there at 0 from the start', async () => {
  const { append, store, close } = await openTestStore();
  try {
    await append([step('a', NOW - 60_000)]);
    const counters = await createSessionCounters(store, RULES, NOW);
    const { started, closed } = await counters.read(NOW);
    expect(started).toEqual([
      { env: '', provider: 'arkesel', service_code: '', network: 'mtn', kind: 'live', total: 0 },
    ]);
    expect(closed.map(({ outcome, total }) => `${outcome} ${total}`)).toContain('abandoned 0');
  } finally {
    await close();
  }
});
