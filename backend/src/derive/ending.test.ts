import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { endingOf } from './ending.ts';
import { type OutcomeRules, outcomeParams, sessionsWithOutcomeSql } from './outcome.ts';
import { sessionFactsOf } from './session-facts.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const START = Date.UTC(2026, 2, 31, 23, 59);
const RULES: OutcomeRules = {
  goals: new Map([
    ['*920#', ['receipt', 'balance']],
    ['*921#', []],
  ]),
  idleLimitSeconds: 90,
};

const word = fc.constantFrom(
  '',
  '',
  'completed',
  'rejected',
  'hook_error',
  'app_error',
  'abandoned',
);
const at = fc.constantFrom(0, START, START + 60_000, START + 90_000, START + 91_000);
const facts = fc.record({
  last_hop_at: at,
  last_answer_at: at,
  next_started_at: at,
  idle_limit_s: fc.constantFrom(0, 60),
  provider: fc.constantFrom('africastalking', 'arkesel'),
  service_code: fc.constantFrom('*384#', '*920#', '*921#'),
  steps_shown: fc.subarray(['menu', 'receipt']),
  last_action_source: fc.constantFrom('user', 'hook'),
  last_app_time_ms: fc.constantFrom(10_000, 10_001),
  last_hop_failed: fc.boolean(),
  ended: fc.boolean(),
  app_outcome: word,
  app_outcome_source: fc.constantFrom('', 'app', 'inferred'),
  goal_marked: fc.boolean(),
  reported: fc.boolean(),
  report_outcome: fc.oneof(word, fc.constantFrom('cancelled', 'timed_out', 'something new')),
  report_status: fc.constantFrom('', 'Success'),
});
const TIMES = ['last_hop_at', 'last_answer_at', 'next_started_at'];

const ENDING = `outcome, outcome_source AS outcomeSource, ended_by AS endedBy, evidence,
  has_goals AND outcome = 'rejected' AND report_outcome = '' AND app_outcome != 'rejected' AS goalMissed`;

test('a row is told as ended in the same way as the database tells all of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { minLength: 300, maxLength: 300 }),
      fc.constantFrom(START, START + 90_000, START + 90_001, START + 600_000),
      async (all, nowMs) => {
        const { store } = opened;
        await store.deriver.command('TRUNCATE TABLE sessions');
        const columns = ['trace_id', 'started_at', ...Object.keys(all[0] ?? {}), 'path'];
        const lines = all.map((row, index) =>
          JSON.stringify([
            index.toString(16).padStart(32, '0'),
            START / 1000,
            ...Object.entries(row).map(([name, value]) =>
              TIMES.includes(name) ? Number(value) / 1000 : value,
            ),
            row.steps_shown,
          ]),
        );
        await store.deriver.insertLines('sessions', columns, lines.join('\n'));
        const rows = await store.query<Record<string, unknown> & { readonly json: string }>(
          `SELECT as_json AS json, ${ENDING}
           FROM (${sessionsWithOutcomeSql('1', `as_json ${ENDING}`)})`,
          outcomeParams(RULES, nowMs),
        );
        expect(rows).toHaveLength(all.length);
        for (const { outcome, outcomeSource, endedBy, evidence, goalMissed, json } of rows) {
          const ofDatabase = { outcome, outcomeSource, endedBy, evidence };
          expect(endingOf(sessionFactsOf(json), RULES, nowMs)).toEqual({
            ...ofDatabase,
            goalMissed: goalMissed === 1 || goalMissed === true,
          });
        }
      },
    ),
    { numRuns: 8 },
  );
}, 60_000);
