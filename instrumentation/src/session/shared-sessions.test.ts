import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemorySessionStore } from '../session-store/memory-session-store.ts';
import type { SessionStore } from '../session-store/session-store.ts';
import { SharedSessions, STORE_WAIT_MS } from './shared-sessions.ts';
import { formatStoredSession, parseStoredSession, type StoredSession } from './stored-session.ts';

const IDS = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
const SESSION: StoredSession = {
  revision: 'x.1',
  hopCount: 1,
  startMs: 1_000,
  startSeen: true,
  lastMs: 1_100.5,
  serviceCode: '*384#',
  stepCount: 1,
  countUnsure: false,
  resendCount: 0,
  inputCount: 0,
  secretInputs: [],
  hasOtherSecrets: false,
  screen: { asksSecret: false, options: ['1', '98'], moreOptions: ['98'] },
  stepName: 'main_menu',
  seenNames: ['main_menu'],
  lastAction: 'next',
  appOutcome: undefined,
  flow: undefined,
  goal: undefined,
  ended: false,
};

function shared(store: Partial<Record<keyof SessionStore, unknown>>) {
  const problems: string[] = [];
  const whole = { ...createMemorySessionStore(), ...store } as SessionStore;
  const sessions = new SharedSessions(whole, (error) => problems.push(error.message));
  return { sessions, problems };
}

test('what one process writes the other reads', async () => {
  const store = createMemorySessionStore();
  const one = shared(store).sessions;
  await one.write(IDS, SESSION);
  expect(await shared(store).sessions.read(IDS)).toEqual(SESSION);
});

test('one of all claims a root', async () => {
  const store = createMemorySessionStore();
  const claims = Array.from({ length: 5 }, () => shared(store).sessions.claimRoot(IDS));
  expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
});

describe('a store that is of no use is as none, and is told of without its words', () => {
  const thrown = Object.assign(new Error('connect to redis://:hunter2@cache'), { code: 'ECONN' });
  const oom = new Error("OOM command not allowed when used memory > 'maxmemory'. set hunter2");
  const never = () => new Promise(() => {});
  test.each<[string, unknown, RegExp]>([
    [
      'throws',
      () => {
        throw thrown;
      },
      /failed: ECONN\./,
    ],
    ['rejects', async () => Promise.reject(oom), /failed: OOM\./],
    ['rejects with a word', async () => Promise.reject('hunter2'), /failed: string\./],
    ['never answers', never, new RegExp(`within ${STORE_WAIT_MS} ms`)],
    ['is no function', undefined, /failed: TypeError\./],
  ])('it %s', async (_, fault, said) => {
    const broken = { get: fault, put: fault, delete: fault, claim: fault };
    const { sessions, problems } = shared(broken);
    expect(await sessions.read(IDS)).toBeUndefined();
    expect(await sessions.write(IDS, SESSION)).toBeUndefined();
    expect(await sessions.claimRoot(IDS)).toBeUndefined();
    expect(problems.length).toBeGreaterThan(2);
    for (const problem of problems) {
      expect(problem).toMatch(said);
      expect(problem).not.toContain('hunter2');
    }
  });

  test.each([
    ['text', 'rubbish'],
    ['no text', 17],
    ['an object', { schema: 1 }],
    ['another schema', JSON.stringify({ schema: 2, ...SESSION })],
    ['half a record', JSON.stringify({ schema: 1, ...SESSION, hopCount: 'many' })],
    ['an end before its start', JSON.stringify({ schema: 1, ...SESSION, lastMs: 999 })],
    ['a session of days', JSON.stringify({ schema: 1, ...SESSION, lastMs: 86_401_001 })],
    [
      'more than was ever written',
      JSON.stringify({ schema: 1, ...SESSION, x: 'x'.repeat(20_000) }),
    ],
  ])('it returns %s', async (_, value) => {
    const { sessions } = shared({ get: async () => value, claim: async () => value });
    expect(await sessions.read(IDS)).toBeUndefined();
    expect(await sessions.claimRoot(IDS)).toBeUndefined();
  });
});

test('an answer is in time that came while the process was too busy to look', async () => {
  const echo =
    "const { parentPort: p } = require('worker_threads'); p.on('message', (m) => p.postMessage(m))";
  const store = new Worker(echo, { eval: true });
  await once(store, 'online');
  const { sessions, problems } = shared({
    get: async () => {
      store.postMessage(formatStoredSession(SESSION));
      return (await once(store, 'message'))[0];
    },
  });
  // From here the loop comes to its timers first, and to what was received only then.
  await new Promise((turn) => setImmediate(turn));
  const read = sessions.read(IDS);
  const busyUntilMs = performance.now() + STORE_WAIT_MS + 100;
  while (performance.now() < busyUntilMs);
  expect(await read).toEqual(SESSION);
  expect(problems).toEqual([]);
  await store.terminate();
});

test('a store that is full is rid of what is out of date, which others would believe', async () => {
  const store = createMemorySessionStore();
  await shared(store).sessions.write(IDS, SESSION);
  const full = { ...store, put: async () => Promise.reject(new Error('OOM command not allowed')) };
  await shared(full).sessions.write(IDS, { ...SESSION, hopCount: 2 });
  expect(await shared(store).sessions.read(IDS)).toBeUndefined();
});

test('questions that are never answered are bounded', async () => {
  let asked = 0;
  const { sessions, problems } = shared({
    get: () => {
      asked++;
      return new Promise(() => {});
    },
  });
  await Promise.all(Array.from({ length: 1_500 }, () => sessions.read(IDS)));
  expect(asked).toBe(1_000);
  expect(problems.at(-1)).toBeDefined();
  expect(problems.join()).toContain('1000 questions have no answer');
});

test('of questions that are answered there is no end', async () => {
  const { sessions, problems } = shared({});
  for (let asked = 0; asked < 1_500; asked++) await sessions.read(IDS);
  expect(problems).toEqual([]);
});

test('no text is more than a record or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc
          .record(Object.fromEntries(Object.keys(SESSION).map((key) => [key, fc.jsonValue()])))
          .map((fields) => JSON.stringify({ schema: 1, ...SESSION, ...fields })),
        fc
          .tuple(fc.constantFrom(...Object.keys(SESSION)), fc.jsonValue())
          .map(([key, value]) => JSON.stringify({ schema: 1, ...SESSION, [key]: value })),
      ),
      (text) => {
        const parsed = parseStoredSession(text);
        if (parsed === undefined) return;
        const again = formatStoredSession(parsed);
        expect(again).toBeDefined();
        expect(parseStoredSession(again ?? '')).toEqual(parsed);
      },
    ),
    { numRuns: 2_000 },
  );
});
