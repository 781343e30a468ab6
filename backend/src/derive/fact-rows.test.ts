import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { factRowsSql } from './fact-rows.ts';
import type { UncountedSession } from './uncounted-sessions.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const RULES = { goals: new Map<string, readonly string[]>(), idleLimitSeconds: 180 };
const SCOPE = { nowMs: 10_000_000, lists: {}, outcomes: undefined, by: new Set<string>() };

const session = (path: readonly string[]): UncountedSession => ({
  startedAt: 3_600_000,
  lastHopAt: 3_600_000,
  lastAnswerAt: 3_601_000,
  nextStartedAt: 0,
  idleLimitSeconds: 0,
  provider: 'arkesel',
  serviceCode: '*920#',
  stepsShown: path,
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
  lastStep: path.at(-1) ?? '',
  path,
  pathMs: path.map((_, index) => index * 100),
  hookNames: [],
  hookMs: [],
  hookFailed: [],
  attributeKeys: [],
});

// What an app may call a screen is its own affair.
const NAMES = [
  "it's",
  'a "quoted" one',
  'back\\slash',
  '{now:Int64}',
  '{fromMs:Int64} and {{',
  'two\nlines\tand a tab',
  'Réglages ⚙ 設定',
  '\u0000',
  "'), (1",
];

test('texts come through as they are, also those that look like a part of the statement', async () => {
  const sql = factRowsSql(['reach'], [session(NAMES)], RULES, SCOPE);
  const rows = await opened.store.query<{ a: string; n: number }>(
    `SELECT a, toFloat64(n) AS n FROM (${sql})`,
    { now: 1, fromMs: 2 },
  );
  expect(rows.map(({ a }) => a).toSorted()).toEqual(NAMES.toSorted());
  expect(rows.map(({ n }) => n)).toEqual(NAMES.map(() => 1));
});

test('a screen that is shown again is reached once, when it was shown first', async () => {
  const shown = session(['menu', 'amount', 'menu', 'amount', 'receipt']);
  const sql = factRowsSql(['reach'], [shown], RULES, SCOPE);
  const rows = await opened.store.query<{ a: string; ms: number }>(
    `SELECT a, quantilesDDMerge(0.01, 0.5, 0.95, 0.99)(times)[1] AS ms FROM (${sql}) GROUP BY a`,
  );
  const ms = Object.fromEntries(rows.map((row) => [row.a, Math.round(row.ms / 10) * 10]));
  expect(ms).toEqual({ menu: 0, amount: 100, receipt: 400 });
});

test('without sessions, or with none that is asked for, there is no statement', () => {
  expect(factRowsSql(['session'], [], RULES, SCOPE)).toBe('');
  const others = { ...SCOPE, lists: { network: ['airtel'] } };
  expect(factRowsSql(['session'], [session(['menu'])], RULES, others)).toBe('');
  const abandoned = { ...SCOPE, outcomes: ['abandoned'] };
  expect(factRowsSql(['session'], [session(['menu'])], RULES, abandoned)).toBe('');
});

test('an app whose names have no end is left to the database', () => {
  const names = Array.from({ length: 30_000 }, (_, index) => `${index}${'x'.repeat(70)}`);
  expect(factRowsSql(['reach'], [session(names)], RULES, SCOPE)).toBeUndefined();
});
