import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { createRollUp, type RollUp } from '../derive/roll-up.ts';
import { answerQuery } from './answer-query.ts';
import type { QueryConfig } from './query-context.ts';
import { queryRequestSchema } from './schema.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2026, 2, 31);
const NOW = FROM + 3 * DAY;
const CONFIG: QueryConfig = {
  goals: new Map([['*920#', ['receipt', 'balance']]]),
  idleLimitSeconds: 90,
  userHashKeys: [],
};

let opened: TestStore;
let rollUps: Readonly<Record<'read' | 'added up' | 'everything', RollUp>>;
beforeAll(async () => {
  opened = await openTestStore();
  const all = fc.sample(randomSpans, { numRuns: 8, seed: 7 }).map((spans, sample) =>
    // The samples' traces are told apart by their last digit.
    spans.map((span) => ({ ...span, trace_id: span.trace_id.slice(0, 31) + sample })),
  );
  await opened.append(all.flat());
  const create = (bounds: object) =>
    createRollUp(opened.store, CONFIG, opened.deriver, quietLog, { quietMs: 0, ...bounds });
  // Knows of nothing that is counted later.
  const everything = await create({});
  const read = await create({});
  await read.build(NOW);
  rollUps = { read, everything, 'added up': await create({ uncountedMax: 0 }) };
});
afterAll(() => opened.close());

const QUERIES: readonly Readonly<Record<string, unknown>>[] = [
  { queryType: 'traffic', stackBy: 'outcome', intervalMs: HOUR },
  { queryType: 'traffic', stackBy: 'network', intervalMs: HOUR },
  { queryType: 'completion' },
  { queryType: 'completion', by: 'version' },
  { queryType: 'completion', by: 'provider', form: 'alert' },
  { queryType: 'completion', form: 'time', intervalMs: HOUR },
  {
    queryType: 'completion',
    by: 'network',
    form: 'time',
    intervalMs: DAY,
    timeZone: 'Asia/Kathmandu',
  },
  // Finer than anything that is counted.
  { queryType: 'completion', form: 'time', intervalMs: HOUR / 12 },
  { queryType: 'traffic', stackBy: 'completed', intervalMs: DAY, timeZone: 'Europe/London' },
  { queryType: 'busiest' },
  { queryType: 'busiest', by: 'day', timeZone: 'Africa/Nairobi' },
  { queryType: 'busiest', by: 'hour', timeZone: 'Asia/Kathmandu' },
  { queryType: 'dropoff' },
  { queryType: 'flow' },
  { queryType: 'hooks' },
  { queryType: 'hooks', form: 'time', measure: 'p95', intervalMs: HOUR },
  { queryType: 'hooks', form: 'time', measure: 'errors', intervalMs: 5 * HOUR },
  { queryType: 'deployments' },
  { queryType: 'values', field: 'network' },
  { queryType: 'values', field: 'step' },
  { queryType: 'values', field: 'attributeKey' },
];

const FILTERS = [
  {},
  { kind: ['live', 'simulator'] },
  { network: ['mtn', ''] },
  { version: ['1.1'] },
  { outcome: ['completed', 'abandoned'] },
];

// A whole day and a part of the next, which no unit covers.
const TO = FROM + DAY + 7 * 60_000;

test.each(
  (['read', 'added up', 'everything'] as const).flatMap((rest) =>
    FILTERS.map((filters) => ({ rest, filters })),
  ),
)(
  'what was counted, and the rest ($rest), give the answers of the sessions themselves: $filters',
  async ({ rest, filters }) => {
    const rollUp = rollUps[rest];
    const cover = await rollUp.cover(FROM, TO, NOW);
    expect(cover.units.map(({ hours }) => hours)).toEqual(rest === 'everything' ? [] : [24]);
    if (rest !== 'everything') expect(cover.live).toEqual([[FROM + DAY, TO]]);
    expect((await cover.sessions())?.length ?? 'too many').toEqual(
      rest === 'added up' ? 'too many' : expect.any(Number),
    );
    const request = queryRequestSchema.parse({
      from: FROM,
      to: TO,
      queries: QUERIES.map((query, index) => ({ refId: String(index), ...query, filters })),
    });
    const [counted, direct] = await Promise.all(
      [rollUp, undefined].map((counts) =>
        answerQuery(request, opened.store, CONFIG, quietLog, NOW, counts),
      ),
    );
    for (const [index, query] of QUERIES.entries()) {
      const answer = counted?.results[index];
      expect({ query, answer }).toEqual({ query, answer: direct?.results[index] });
      expect(answer).toMatchObject({ status: 200 });
      const frames = answer !== undefined && 'frames' in answer ? answer.frames : [];
      expect(frames[0]?.data.values[0]).not.toEqual([]);
    }
  },
);
