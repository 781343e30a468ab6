import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  africastalkingBody,
  createReplayBench,
  milliseconds,
  only,
  type ReplayBench,
} from '../../test/replay-bench.ts';
import { createMemorySessionStore } from '../session-store/memory-session-store.ts';

const IDLE_MS = 180_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

function answer(bench: ReplayBench, text: string, screen: string, atMs: number): void {
  bench.replay
    .request({ method: 'POST', path: '/', headers: {}, body: africastalkingBody(text), atMs })
    ?.answer({ status: 200, headers: {}, body: screen, atMs: atMs + 50 });
}

async function sweep(...benches: ReplayBench[]): Promise<void> {
  vi.advanceTimersByTime(10_000);
  for (const { replay } of benches) await replay.settle();
}

const rootsOf = (...benches: ReplayBench[]) =>
  benches.flatMap((bench) => only(bench.spans(), 'session'));

test('in the only process, a session that was left gets its root once, with its true end', async () => {
  const bench = createReplayBench({ singleInstance: true });
  const startMs = Date.now() - IDLE_MS - 20_000;
  answer(bench, '', 'CON Menu\n1. Go', startMs);
  answer(bench, '1', 'CON Amount?', startMs + 5_000);
  await sweep(bench);
  await sweep(bench);
  answer(bench, '1*5', 'END Thank you', Date.now());
  const [root, ...others] = rootsOf(bench);
  expect(others).toEqual([]);
  expect(root?.attributes).toMatchObject({
    'ussd.session.end.source': 'timer',
    'ussd.session.step.count': 2,
  });
  expect(root?.attributes).not.toHaveProperty('ussd.session.outcome');
  expect(milliseconds(root?.startTime ?? [0, 0])).toBeCloseTo(startMs, 3);
  expect(milliseconds(root?.endTime ?? [0, 0])).toBeCloseTo(startMs + 5_050, 3);
});

test('unless it is said that there is one process, or a store, nobody knows that it was left', async () => {
  const bench = createReplayBench();
  answer(bench, '', 'CON Menu\n1. Go', Date.now() - IDLE_MS - 20_000);
  await sweep(bench);
  expect(rootsOf(bench)).toEqual([]);
});

test('a session within its idle limit, or one that has ended, gets none', async () => {
  const bench = createReplayBench({ singleInstance: true });
  answer(bench, '', 'CON Menu\n1. Go', Date.now() - IDLE_MS + 20_000);
  await sweep(bench);
  expect(rootsOf(bench)).toEqual([]);
  answer(bench, '1', 'END Bye', Date.now() - IDLE_MS - 20_000);
  await sweep(bench);
  expect(rootsOf(bench)).toHaveLength(1);
});

test('of processes that share a store, the one that served it last emits the root', async () => {
  const sessionStore = createMemorySessionStore();
  const one = createReplayBench({ sessionStore });
  const two = createReplayBench({ sessionStore });
  const startMs = Date.now() - IDLE_MS - 20_000;
  answer(one, '', 'CON Menu\n1. Go', startMs);
  await one.replay.settle();
  answer(two, '1', 'CON Amount?', startMs + 5_000);
  await two.replay.settle();
  await sweep(one, two);
  await sweep(one, two);
  expect(rootsOf(one)).toEqual([]);
  const [root, ...others] = rootsOf(two);
  expect(others).toEqual([]);
  expect(milliseconds(root?.startTime ?? [0, 0])).toBeCloseTo(startMs, 3);
  // Long after: another process answers the END all the same.
  answer(one, '1*5', 'END Thank you', Date.now());
  await one.replay.settle();
  expect(rootsOf(one)).toEqual([]);
});

test('while the store does not answer, none does', async () => {
  const store = createMemorySessionStore();
  const bench = createReplayBench({
    sessionStore: { ...store, claim: async () => Promise.reject(new Error('down')) },
  });
  answer(bench, '', 'CON Menu\n1. Go', Date.now() - IDLE_MS - 20_000);
  await bench.replay.settle();
  await sweep(bench);
  expect(rootsOf(bench)).toEqual([]);
});

test('shutdown ends the watch and emits nothing: the next process may go on with the session', async () => {
  const bench = createReplayBench({ singleInstance: true });
  answer(bench, '', 'CON Menu\n1. Go', Date.now() - IDLE_MS - 20_000);
  bench.replay.shutdown();
  expect(vi.getTimerCount()).toBe(0);
  expect(rootsOf(bench)).toEqual([]);
});
