import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { type SessionFacts, sessionFactsOf } from './session-facts.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const ms = (column: string) => `toFloat64(toUnixTimestamp64Milli(${column}))`;

/** The columns that `as_json` repeats. */
const COLUMNS: Readonly<Record<keyof SessionFacts, string>> = {
  startedAt: ms('started_at'),
  lastHopAt: ms('last_hop_at'),
  lastAnswerAt: ms('last_answer_at'),
  lastUpdateAt: ms('last_update_at'),
  nextStartedAt: ms('next_started_at'),
  idleLimitSeconds: 'idle_limit_s',
  provider: 'provider',
  serviceCode: 'service_code',
  network: 'network',
  mcc: 'mcc',
  mnc: 'mnc',
  country: 'country',
  kind: 'kind',
  capture: 'capture',
  flow: 'flow',
  serviceName: 'service_name',
  version: 'service_version',
  environment: 'environment',
  hopCount: 'hop_count',
  stepCount: 'step_count',
  hookCount: 'hook_count',
  hookErrors: 'hook_errors',
  path: 'path',
  pathMs: 'path_ms',
  hookNames: 'hook_names',
  hookMs: 'hook_ms',
  hookFailed: 'hook_failed',
  attributeKeys: 'arrayDistinct(attribute_keys)',
  lastStep: 'last_step',
  lastActionSource: 'last_action_source',
  lastAppTimeMs: 'last_app_time_ms',
  lastHopFailed: 'last_hop_failed',
  ended: 'ended',
  appOutcome: 'app_outcome',
  appOutcomeSource: 'app_outcome_source',
  goalMarked: 'goal_marked',
  reported: 'reported',
  reportOutcome: 'report_outcome',
  reportStatus: 'report_status',
  reportCost: 'report_cost',
};

/** Reads each session both ways. */
async function readBoth(): Promise<(readonly [json: SessionFacts, columns: SessionFacts])[]> {
  const selected = Object.entries(COLUMNS).map(([name, sql]) => `${sql} AS f_${name}`);
  const rows = await opened.store.query<Record<string, unknown> & { readonly json: string }>(
    `SELECT as_json AS json, ${selected.join(', ')} FROM sessions FINAL`,
  );
  return rows.map(({ json, ...columns }) => {
    const entries = Object.entries(columns).map(([name, value]) => [name.slice(2), value] as const);
    return [sessionFactsOf(json), Object.fromEntries(entries) as unknown as SessionFacts] as const;
  });
}

test('a session says the same as one text as in its columns', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(randomSpans, async (spans) => {
      await opened.store.deriver.command('TRUNCATE TABLE sessions');
      await opened.append(spans);
      const both = await readBoth();
      compared += both.length;
      for (const [json, columns] of both) expect(json).toEqual(columns);
    }),
    { numRuns: 10 },
  );
  expect(compared).toBeGreaterThan(10);
}, 60_000);

test('so it does when each column says something of its own', async () => {
  const row: Readonly<Record<string, unknown>> = {
    trace_id: 'd'.repeat(32),
    started_at: '1970-01-01 00:16:40.001',
    last_hop_at: '1970-01-01 00:16:41.002',
    last_answer_at: '1970-01-01 00:16:42.003',
    last_update_at: '1970-01-01 00:16:43.004',
    next_started_at: '1970-01-01 00:16:44.005',
    idle_limit_s: 4_294_967_295,
    provider: 'arkesel',
    service_code: '*920*"\\\n#',
    network: 'Télé \u{1f4f1}',
    mcc: '639',
    mnc: '02',
    country: 'KE',
    kind: 'probe',
    capture: 'full',
    flow: 'a/b',
    service_name: 'wallet',
    service_version: '1',
    environment: 'test',
    hop_count: 7,
    step_count: 4,
    hook_count: 3,
    hook_errors: 1,
    path: ['pay', 'menu', '', 'menu'],
    path_ms: [1, 2, 3, 4_294_967_295],
    hook_names: ['x', 'y', 'x'],
    hook_ms: [9, 8, 7],
    hook_failed: [false, false, true],
    attribute_keys: ['k', 'k', 'l'],
    attribute_values: ['1', '2', '3'],
    last_step: 'pay',
    last_action_source: 'hook',
    last_app_time_ms: 12,
    last_hop_failed: true,
    ended: true,
    app_outcome: 'completed',
    app_outcome_source: 'app',
    goal_marked: true,
    reported: true,
    report_outcome: 'rejected',
    report_status: 'Success',
    report_cost: 'KES 0.5',
  };
  const { deriver } = opened.store;
  await deriver.command('TRUNCATE TABLE sessions');
  const line = JSON.stringify(Object.values(row));
  await deriver.insertLines('sessions', Object.keys(row), line);
  const [both] = await readBoth();
  expect(both?.[0]).toEqual(both?.[1]);
  // No two numbers or texts are the same, so none stands in another's place.
  const told = Object.values(both?.[0] ?? {}).filter((value) => typeof value !== 'boolean');
  expect(new Set(told.map((value) => JSON.stringify(value))).size).toBe(told.length);
});
