import { expect, test } from 'vitest';
import { countFacts } from './count-facts.ts';
import type { SessionFacts } from './session-facts.ts';
import { timeQuantiles } from './time-counts.ts';
import type { UncountedSession } from './uncounted-sessions.ts';

const RULES = { goals: new Map<string, readonly string[]>(), idleLimitSeconds: 180 };
const ALL = { lists: {}, outcomes: undefined };
const NOW = 10_000_000;

const FACTS: SessionFacts = {
  startedAt: 3_600_000,
  lastHopAt: 3_600_000,
  lastAnswerAt: 3_601_000,
  nextStartedAt: 0,
  idleLimitSeconds: 0,
  provider: 'arkesel',
  serviceCode: '*920#',
  lastActionSource: '',
  lastAppTimeMs: 5,
  lastHopFailed: false,
  ended: true,
  appOutcome: '',
  appOutcomeSource: '',
  goalMarked: false,
  reported: false,
  reportOutcome: '',
  reportStatus: '',
  kind: 'live',
  network: 'mtn',
  serviceName: 'wallet',
  version: '1.0',
  environment: '',
  lastStep: '',
  path: [],
  pathMs: [],
  hookNames: [],
  hookMs: [],
  hookFailed: [],
  attributeKeys: [],
  lastUpdateAt: 3_601_000,
  mcc: '',
  mnc: '',
  country: '',
  capture: 'standard',
  flow: '',
  hopCount: 0,
  stepCount: 0,
  hookCount: 0,
  hookErrors: 0,
  reportCost: '',
};

const session = (path: readonly string[]): UncountedSession => ({
  ...FACTS,
  traceId: 'a'.repeat(32),
  revision: '1',
  lastStep: path.at(-1) ?? '',
  path,
  pathMs: path.map((_, index) => index * 100),
});

test('names that run into one another are told apart', () => {
  const names = [session(['a', 'b c']), session(['a b', 'c']), session(['', '\u0000'])];
  const edges = countFacts({ facts: ['edge'], by: ['a', 'b'] }, ALL, names, RULES, NOW);
  expect(edges.map(({ a, b, n }) => [a, b, n])).toEqual([
    ['a', 'b c', 1],
    ['a b', 'c', 1],
    ['(unnamed)', '\u0000', 1],
  ]);
});

test('a screen that is shown again is reached once, when it was shown first', () => {
  const shown = session(['menu', 'amount', 'menu', 'amount', 'receipt']);
  const asked = { facts: ['reach'], by: ['a'], isTimed: true } as const;
  const reached = countFacts(asked, ALL, [shown], RULES, NOW).map(({ a, n, times }) => [
    a,
    n,
    ...timeQuantiles([times], [0.5]).map((ms) => Math.round(ms / 10) * 10),
  ]);
  expect(reached.toSorted()).toEqual([
    ['amount', 1, 100],
    ['menu', 1, 0],
    ['receipt', 1, 400],
  ]);
});

test('sessions are told apart by what is asked for only, and filtered by all lists', () => {
  const sessions = [
    session(['menu']),
    { ...session(['menu']), network: 'airtel', version: '1.1' },
    { ...session(['menu']), kind: 'probe' },
  ];
  const count = (by: readonly ('a' | 'network')[], lists: object, outcomes?: readonly string[]) =>
    countFacts({ facts: ['session'], by }, { lists, outcomes }, sessions, RULES, NOW).map(
      ({ a, network, n }) => [a, network, n],
    );
  expect(count([], {})).toEqual([['', '', 3]]);
  expect(count(['a', 'network'], { kind: ['live'] })).toEqual([
    ['completed', 'mtn', 1],
    ['completed', 'airtel', 1],
  ]);
  expect(count([], { kind: ['live'], service_version: ['1.1'] })).toEqual([['', '', 1]]);
  expect(count([], { network: ['vodacom'] })).toEqual([]);
  expect(count([], {}, ['abandoned'])).toEqual([]);
});

test('calls that failed are counted, and the first session of a version', () => {
  const called = {
    ...session(['menu']),
    hookNames: ['balance', 'balance'],
    hookMs: [5, 7],
    hookFailed: [true, false],
  };
  const earlier = { ...session(['menu']), startedAt: 1_000 };
  const [hook] = countFacts({ facts: ['hook'], by: ['a'] }, ALL, [called], RULES, NOW);
  expect(hook).toMatchObject({ a: 'balance', n: 2, errors: 1, times: [] });
  const [version] = countFacts(
    { facts: ['version'], by: ['a'] },
    ALL,
    [called, earlier],
    RULES,
    NOW,
  );
  expect(version).toMatchObject({ a: 'wallet', n: 2, firstMs: 1_000 });
});
