import { customerOf } from '@hopscope/example-mobile-money/bank/customers';
import { VERSIONS, type Version } from '@hopscope/example-mobile-money/menu';
import { createReplay, type Replay } from '@hopscope/instrumentation/replay';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, test } from 'vitest';
import { dialDay } from './dial-day.ts';
import { daysOf, type Plan } from './plan.ts';
import { createSeededIds } from './seeded-ids.ts';

const PLAN: Plan = {
  seed: 'a test',
  fromMs: Date.UTC(2026, 3, 10),
  toMs: Date.UTC(2026, 3, 12),
  rate: 1,
};

async function record(seed = PLAN.seed): Promise<ReadableSpan[]> {
  const spans: ReadableSpan[] = [];
  const ids = createSeededIds();
  const nothing = async () => {};
  const processor = { onStart() {}, onEnd: (span: ReadableSpan) => void spans.push(span) };
  const replays = Object.fromEntries(
    VERSIONS.map((version) => {
      const tracerProvider = new TracerProvider({
        idGenerator: ids,
        spanProcessors: [{ ...processor, forceFlush: nothing, shutdown: nothing }],
      });
      return [version, createReplay({ tracerProvider, config: { capture: 'full' } })];
    }),
  ) as Record<Version, Replay>;
  const pump = {
    processor: { ...processor, forceFlush: nothing, shutdown: nothing },
    breathe: nothing,
    flush: nothing,
  };
  for (const day of daysOf(PLAN)) {
    await dialDay(day, { ...PLAN, seed }, { replays, ids, pump }, 'http://bank', () => {});
  }
  return spans;
}

const idOf = (span: ReadableSpan) => `${span.spanContext().traceId}/${span.spanContext().spanId}`;
const is = (operation: string) => (span: ReadableSpan) =>
  span.attributes['ussd.operation.name'] === operation;

describe('a recorded day', async () => {
  const spans = await record();

  test('comes out the same again from the same seed', { timeout: 30_000 }, async () => {
    const again = await record();
    expect(again.map(idOf)).toEqual(spans.map(idOf));
    expect(new Set(spans.map(idOf)).size).toBe(spans.length);
    expect((await record('another')).map(idOf)).not.toEqual(again.map(idOf));
  });

  test('has sessions of both gateways, with hooks, within the day', () => {
    const providers = new Set(spans.map((span) => span.attributes['ussd.provider.name']));
    expect(providers).toEqual(new Set(['africastalking', 'arkesel']));
    expect(spans.filter(is('hook')).length).toBeGreaterThan(500);
    for (const span of spans) {
      expect(span.startTime[0] * 1000).toBeGreaterThanOrEqual(PLAN.fromMs);
      expect(span.endTime[0] * 1000).toBeLessThan(PLAN.toMs + 4 * 60_000);
    }
  });

  test('tells nowhere which PIN was typed', () => {
    const own = new Set(['session.id', 'ussd.service.code', 'user.id']);
    // What stands on everybody's screen, such as the limits of an amount, is nobody's PIN.
    const onScreens = new Set(['5000']);
    const leaks: string[] = [];
    for (const span of spans) {
      const pin = customerOf(String(span.attributes['user.id']).slice(1))?.pin ?? '';
      if (onScreens.has(pin)) continue;
      for (const [name, value] of Object.entries(span.attributes)) {
        if (!own.has(name) && String(value).match(/\d+/g)?.includes(pin)) leaks.push(name);
      }
    }
    expect(leaks).toEqual([]);
  });
});
