import { expect, test } from 'vitest';
import { createReplayBench, only, START_MS } from '../../test/replay-bench.ts';

const NUMBER = '233507654321';
const MINUTE_MS = 60_000;

function play(requests: readonly { start: boolean; atMs: number; more?: boolean }[]) {
  const bench = createReplayBench({ capture: 'standard' });
  for (const { start, atMs, more = true } of requests) {
    const hop = bench.replay.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: JSON.stringify({ USERID: 'U', MSISDN: NUMBER, USERDATA: '1', MSGTYPE: start }),
      atMs: START_MS + atMs,
    });
    const body = JSON.stringify({ MSG: 'Welcome\n1. Go', MSGTYPE: more });
    hop?.answer({ status: 200, headers: {}, body, atMs: START_MS + atMs + 50 });
  }
  return only(bench.spans(), 'step').map((span) => ({
    traceId: span.spanContext().traceId,
    id: String(span.attributes['session.id']),
    texts: Object.values(span.attributes).map(String),
  }));
}

test('where the number is the id, one session has one trace under a pseudonym', () => {
  const steps = play([
    { start: true, atMs: 0 },
    { start: false, atMs: 5_000, more: false },
  ]);
  expect(new Set(steps.map(({ traceId }) => traceId)).size).toBe(1);
  expect(steps[0]?.id).toMatch(/^p\.[\w-]{22}\.[a-z0-9]+$/);
  expect(steps.flatMap(({ texts }) => texts).join(' ')).not.toContain(NUMBER.slice(3));
});

test('the next session of the same number is another trace', () => {
  const steps = play([
    { start: true, atMs: 0, more: false },
    { start: true, atMs: 5_000 },
  ]);
  expect(new Set(steps.map(({ traceId }) => traceId)).size).toBe(2);
  expect(steps[0]?.id.split('.')[1]).toBe(steps[1]?.id.split('.')[1]);
});

test('also when its start was not seen: after an end, or after more silence than a session has', () => {
  for (const atMs of [5_000, 4 * MINUTE_MS]) {
    const steps = play([
      { start: true, atMs: 0, more: atMs > MINUTE_MS },
      { start: false, atMs },
    ]);
    expect(new Set(steps.map(({ traceId }) => traceId)).size).toBe(2);
  }
});
