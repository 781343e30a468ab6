import type { MeterProvider } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import {
  africastalkingBody,
  createReplayBench,
  milliseconds,
  only,
  START_MS,
} from '../../test/replay-bench.ts';
import { createMemorySessionStore } from '../session-store/memory-session-store.ts';
import type { SessionStore } from '../session-store/session-store.ts';

const request = (text: string, atMs: number) => ({
  method: 'POST',
  path: '/',
  headers: {},
  body: africastalkingBody(text),
  atMs,
});
const screen = (body: string, atMs: number) => ({ status: 200, headers: {}, body, atMs });

test('a store that never answers holds a span for half a second, and neither the app nor its times', async () => {
  const never = () => new Promise<never>(() => {});
  const sessionStore = { get: never, put: never, delete: never, claim: never };
  const bench = createReplayBench({ sessionStore, capture: 'full' });
  const askedMs = performance.now();
  bench.replay.request(request('', START_MS))?.answer(screen('CON Amount?', START_MS + 40));
  bench.replay.request(request('500', START_MS + 90))?.answer(screen('END Done', START_MS + 99));
  expect(performance.now() - askedMs).toBeLessThan(450);
  expect(bench.spans()).toEqual([]);

  await bench.replay.settle();
  const [first, second] = only(bench.spans(), 'step');
  expect(milliseconds(first?.endTime ?? [0, 0])).toBe(START_MS + 40);
  expect(milliseconds(second?.endTime ?? [0, 0])).toBe(START_MS + 99);
  expect(second?.attributes).toMatchObject({ 'ussd.step.index': 1, 'ussd.input.text': '500' });
  expect(only(bench.spans(), 'session')).toHaveLength(1);
  expect(bench.mistakes().map(String)).toEqual([
    "Error: Session store: no answer to 'get' within 500 ms. Sessions are recorded as without one meanwhile",
  ]);
});

test('what the store knows is applied while the handler still runs', async () => {
  const sessionStore = createMemorySessionStore();
  const one = createReplayBench({ sessionStore, capture: 'full' });
  one.replay.request(request('', START_MS))?.answer(screen('CON Enter amount', START_MS + 40));
  await one.replay.settle();

  const two = createReplayBench({ sessionStore, capture: 'full' });
  const hop = two.replay.request(request('500', START_MS + 5_000));
  const hook = {
    method: 'POST',
    url: 'http://bank.local/pay',
    requestContentType: 'application/json',
    requestBody: '{"amount":"500"}',
    startMs: START_MS + 5_001,
    endMs: START_MS + 5_002,
  };
  hop?.hook(hook);
  await new Promise(setImmediate);
  hop?.hook(hook);
  hop?.answer(screen('END You sent 500', START_MS + 5_040));
  await two.replay.settle();
  const bodies = only(two.spans(), 'hook').map(({ attributes }) => attributes);
  // As long as nobody here knew the screen before, 500 might have been a PIN.
  expect(bodies.map((body) => body['ussd.hook.request.body'])).toEqual([
    '{"amount":"•••"}',
    '{"amount":"500"}',
  ]);
  expect(only(two.spans(), 'step')[0]?.attributes).toMatchObject({
    'ussd.response.text': 'You sent 500',
    'ussd.session.step.count': 2,
  });
  const [root] = only(two.spans(), 'session');
  expect(milliseconds(root?.startTime ?? [0, 0])).toBe(START_MS);
});

test('a record that is out of date is not believed', async () => {
  const store = createMemorySessionStore();
  let reachable = true;
  const away = async () => Promise.reject(new Error('away'));
  const flaky: SessionStore = {
    get: (key) => (reachable ? store.get(key) : away()),
    put: (key, value, ttl) => (reachable ? store.put(key, value, ttl) : away()),
    delete: away,
    claim: away,
  };
  const cutOff = createReplayBench({ sessionStore: flaky, capture: 'full' });
  const other = createReplayBench({ sessionStore: store, capture: 'full' });
  cutOff.replay.request(request('', START_MS))?.answer(screen('CON Menu\n1. Go', START_MS + 9));
  await cutOff.replay.settle();
  reachable = false;
  const pin = 'CON Enter PIN';
  cutOff.replay.request(request('1', START_MS + 5_000))?.answer(screen(pin, START_MS + 5_009));
  await cutOff.replay.settle();

  const hop = other.replay.request(request('1*4821', START_MS + 9_000));
  hop?.answer(screen('END Thank you', START_MS + 9_009));
  await other.replay.settle();
  const [step] = only(other.spans(), 'step');
  expect(step?.attributes).not.toHaveProperty('ussd.input.text');
  expect(step?.attributes).not.toHaveProperty('ussd.step.index');
  expect(JSON.stringify(step?.attributes)).not.toContain('4821');
});

test('a fault after the store has answered is told; the step ends, and no rejection is left unhandled', async () => {
  // Series are opened with 0 before the store is asked.
  const broken = (value: number) => {
    if (value !== 0) throw new Error('broken meter');
  };
  const instrument = () => ({ add: broken, record: broken });
  const meterProvider = {
    getMeter: () => ({ createCounter: instrument, createHistogram: instrument }),
  } as unknown as MeterProvider;
  const unhandled: unknown[] = [];
  const listen = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', listen);
  const sessionStore = createMemorySessionStore();
  const bench = createReplayBench({ sessionStore }, { meterProvider });
  bench.replay.request(request('', START_MS))?.answer(screen('END Bye', START_MS + 40));
  await bench.replay.settle();
  await new Promise(setImmediate);
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
  expect(only(bench.spans(), 'step')).toHaveLength(1);
  expect(bench.mistakes().map(String)).toContain('Error: broken meter');
});
