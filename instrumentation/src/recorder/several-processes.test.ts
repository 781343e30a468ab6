import type { Attributes } from '@opentelemetry/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReplayBench, only, type ReplayBench, START_MS } from '../../test/replay-bench.ts';
import { DIALECTS } from '../doctor/dialects/all-dialects.ts';
import type { Dialect } from '../doctor/dialects/dialect.ts';
import type { RecorderSettings } from '../recorder/recorder.ts';
import { createMemorySessionStore } from '../session-store/memory-session-store.ts';
import type { SessionStore } from '../session-store/session-store.ts';

const PIN = '4821';
const SCREENS = [
  'Welcome to Zuri\n1. Send money\n2. Balance',
  'Choose a town\n1. Nairobi\n98. More',
  'Choose a town\n2. Kisumu\n0. Back',
  'Enter amount',
  'Invalid amount. Enter amount',
  'Your balance is KES 12,345',
];
const PROMPT = 'Enter your PIN';
const PROCESSES = 3;
const KEY = /^hopscope:(?:session|root):[0-9a-f]{32}$/;
const THINK_MS = 5_000;

interface Hop {
  /** In `SCREENS`; -1 asks for the PIN. */
  readonly screen: number;
  readonly typed: string;
  /** Which process serves it. */
  readonly process: number;
  /** The gateway sends it again, to this process. */
  readonly again?: number | undefined;
}

const hop = (screens: readonly number[]) =>
  fc.record({
    screen: fc.constantFrom(...screens),
    typed: fc.constantFrom('1', '2', '98', '0', '25000 KES', 'Jane Doe'),
    process: fc.nat(PROCESSES - 1),
    again: fc.option(fc.nat(PROCESSES - 1), { nil: undefined, freq: 6 }),
  });
const ANY = SCREENS.map((_, index) => index);
/** The same page again after "98. More" is left out: what it said is not in the store. */
const sessionOf = (screens: readonly number[]) =>
  fc
    .array(hop(screens), { minLength: 2, maxLength: 7 })
    .filter((hops) =>
      hops.every(({ screen }, position) => screen !== 1 || hops[position - 1]?.screen !== 1),
    );

/** Whose first request says so, whose session has an id of its own, and whose answer is a screen. */
const TELLING = DIALECTS.filter((dialect) => {
  const bench = createReplayBench({ provider: dialect.provider, capture: 'full' });
  const ask = (first: boolean, inputs: string[], atMs: number) =>
    bench.replay
      .request({ ...dialect.request({ first, inputs }), atMs })
      ?.answer({ status: 200, ...dialect.answer('Hello', true), atMs });
  ask(true, [], START_MS);
  ask(false, ['1'], START_MS + 900_000);
  const steps = only(bench.spans(), 'step');
  const traces = new Set(steps.map((span) => span.spanContext().traceId));
  const { 'ussd.step.index': index, 'ussd.response.text': shown } = steps[0]?.attributes ?? {};
  return traces.size === 1 && index === 0 && shown === 'Hello';
});

test('most gateways mark the start', () => {
  expect(TELLING.length).toBeGreaterThan(12);
  expect(TELLING.map(({ provider }) => provider)).toContain('africastalking');
  expect(TELLING.map(({ provider }) => provider)).toContain('arkesel');
});

async function send(
  bench: ReplayBench,
  dialect: Dialect,
  turn: { readonly first: boolean; readonly inputs: readonly string[] },
  screen: string,
  more: boolean,
  atMs: number,
): Promise<void> {
  const hop = bench.replay.request({ ...dialect.request(turn), atMs });
  // No service answers before the store can.
  await new Promise(setImmediate);
  hop?.hook({
    method: 'POST',
    url: 'http://bank.local/pay',
    requestContentType: 'application/json',
    requestBody: JSON.stringify({ typed: turn.inputs }),
    status: 200,
    startMs: atMs + 1,
    endMs: atMs + 9,
  });
  const { headers, body } = dialect.answer(screen, more);
  hop?.answer({ status: 200, headers, body, atMs: atMs + 100 });
}

/** Plays a session over processes that share a store, or in one; its last screen is an END. */
async function play(
  dialect: Dialect,
  hops: readonly Hop[],
  settings: Partial<RecorderSettings>,
  processes: number,
) {
  const config = { provider: dialect.provider, ...settings };
  const benches = Array.from({ length: processes }, () => createReplayBench(config));
  const inputs: string[] = [];
  let atMs = START_MS;
  let asked = false;
  for (const [position, { screen, typed, process, again }] of hops.entries()) {
    if (position > 0) inputs.push(asked ? PIN : typed);
    const more = position < hops.length - 1;
    const times = [process, ...(again !== undefined && dialect.cumulative ? [again] : [])];
    for (const which of times) {
      const bench = benches[which % processes] as ReplayBench;
      const shown = SCREENS[screen] ?? PROMPT;
      await send(bench, dialect, { first: position === 0, inputs }, shown, more, atMs);
      await bench.replay.settle();
      atMs += THINK_MS;
    }
    asked = screen === -1;
  }
  const spans = benches
    .flatMap((bench) => bench.spans())
    .sort((a, b) => a.startTime[0] - b.startTime[0]);
  const mistakes = benches.flatMap((bench) => bench.mistakes());
  const of = (operation: string) =>
    only(spans, operation).map(({ name, startTime, attributes }) => ({
      name,
      startTime,
      attributes,
    }));
  return { steps: of('step'), hooks: of('hook'), roots: of('session'), mistakes };
}

const without = (keys: readonly string[], spans: readonly { readonly attributes: Attributes }[]) =>
  spans.map(({ attributes, ...rest }) => ({
    ...rest,
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([key]) => !keys.includes(key)),
    ),
  }));

/** A store that remembers everything that was ever given to it. */
function watchedStore(): { readonly store: SessionStore; readonly given: string[] } {
  const store = createMemorySessionStore(() => START_MS);
  const given: string[] = [];
  const watched: SessionStore = {
    get: (key) => store.get(key),
    put: (key, value, ttlSeconds) => {
      expect(key).toMatch(KEY);
      // It is random, and may look like anything.
      given.push(value.replace(/"revision":"[^"]*"/, ''));
      return store.put(key, value, ttlSeconds);
    },
    delete: (key) => store.delete(key),
    claim: (key, ttlSeconds) => {
      expect(key).toMatch(KEY);
      return store.claim(key, ttlSeconds);
    },
  };
  return { store: watched, given };
}

describe('processes that share a store', () => {
  test('record a session without secrets as one process would, at full', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TELLING), sessionOf(ANY), async (dialect, hops) => {
        const settings = { capture: 'full' } as const;
        const alone = await play(dialect, hops, settings, 1);
        const { store } = watchedStore();
        const shared = { ...settings, sessionStore: store };
        const together = await play(dialect, hops, shared, PROCESSES);
        expect(together.mistakes).toEqual([]);
        expect(together.steps).toEqual(alone.steps);
        expect(together.hooks).toEqual(alone.hooks);
        expect(together.roots).toEqual(alone.roots);
      }),
      { numRuns: 200 },
    );
  });

  test('and one with secrets too, but for the words that may repeat them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TELLING),
        sessionOf([...ANY, -1]),
        async (dialect, hops) => {
          const alone = await play(dialect, hops, { capture: 'full' }, 1);
          const { store } = watchedStore();
          const settings = { capture: 'full', sessionStore: store } as const;
          const together = await play(dialect, hops, settings, PROCESSES);
          expect(together.mistakes).toEqual([]);
          const words = dialect.cumulative
            ? []
            : [
                'ussd.response.text',
                'ussd.input.text',
                'ussd.step.action.message',
                'ussd.capture.level',
              ];
          expect(without(words, together.steps)).toEqual(without(words, alone.steps));
          expect(without(words, together.roots)).toEqual(without(words, alone.roots));
          if (dialect.cumulative) expect(together.hooks).toEqual(alone.hooks);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('never let a secret out, nor give the store anything that was typed or shown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DIALECTS),
        sessionOf([...ANY, -1, -1]),
        async (dialect, hops) => {
          const { store, given } = watchedStore();
          const settings = { capture: 'full', sessionStore: store } as const;
          const recorded = await play(dialect, hops, settings, PROCESSES);
          const asksOnce = hops.slice(0, -1).some(({ screen }) => screen === -1);
          if (asksOnce) expect(JSON.stringify(recorded)).not.toContain(PIN);
          const { sessionId, msisdn } = dialect.caller;
          const told = given.join('\n');
          for (const personal of [PIN, '25000 KES', 'Jane', '12,345', 'Nairobi', sessionId]) {
            expect(told).not.toContain(personal);
          }
          expect(told).not.toContain(msisdn.slice(-9));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('emit one root when an END is sent again to another process', async () => {
    const { store } = watchedStore();
    const dialect = TELLING.find(({ provider }) => provider === 'africastalking') as Dialect;
    const hops = [
      { screen: 0, typed: '', process: 0 },
      { screen: 5, typed: '2', process: 1, again: 2 },
    ];
    const { roots, steps } = await play(dialect, hops, { sessionStore: store }, PROCESSES);
    expect(steps).toHaveLength(3);
    expect(roots).toHaveLength(1);
  });

  test.each([
    ['was shown elsewhere, says nothing more', false, undefined],
    ['was not shown, says abandoned', true, 'abandoned'],
  ])('know: a report that only says "over" when an END %s', async (_, more, outcome) => {
    const { store } = watchedStore();
    const dialect = DIALECTS.find(({ provider }) => provider === 'wigal') as Dialect;
    const config = { provider: dialect.provider, sessionStore: store };
    const [one, two] = [createReplayBench(config), createReplayBench(config)];
    await send(one, dialect, { first: true, inputs: [] }, 'Bye', more, START_MS);
    await one.replay.settle();
    const told = dialect.report?.({ first: false, inputs: [] }, 'Bye');
    const request = { ...(told ?? dialect.request({ first: false, inputs: [] })), atMs: START_MS };
    two.replay.request(request)?.answer({ status: 200, headers: {}, body: '', atMs: START_MS });
    await two.replay.settle();
    const [report] = only(two.spans(), 'end_report');
    expect(report).toBeDefined();
    expect(report?.attributes['ussd.session.outcome']).toBe(outcome);
  });
});
