import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import type { Span } from '../../test/span.ts';
import { createRollUp, type RollUp } from '../derive/roll-up.ts';
import type { SqlParams } from '../store/database.ts';
import { answerQuery } from './answer-query.ts';
import type { QueryConfig } from './query-context.ts';
import { AskerGoneError } from './question-queue.ts';
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
  { attributes: [{ key: 'app.language', operator: '!=', value: 'fr' }] },
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
    await expectSameAnswers(rollUp, filters);
  },
);

const ask = async (queries: readonly object[], filters: object, counts: RollUp | undefined) => {
  const request = queryRequestSchema.parse({
    from: FROM,
    to: TO,
    queries: queries.map((query, index) => ({ refId: String(index), ...query, filters })),
  });
  const { results } = await answerQuery(request, opened.store, CONFIG, quietLog, NOW, counts);
  return queries.map((query, index) => ({ query, answer: results[index] }));
};

async function expectSameAnswers(rollUp: RollUp, filters: object): Promise<void> {
  const [counted = [], direct = []] = await Promise.all(
    [rollUp, undefined].map((counts) => ask(QUERIES, filters, counts)),
  );
  for (const [index, one] of counted.entries()) {
    expect(one).toEqual(direct[index]);
    expect(one.answer).toMatchObject({ status: 200 });
    expect(firstField(one)).not.toEqual([]);
  }
}

type Answered = Awaited<ReturnType<typeof ask>>[number];

const fields = ({ answer }: Answered) =>
  answer !== undefined && 'frames' in answer ? (answer.frames[0]?.data.values ?? []) : [];
const firstField = (one: Answered) => fields(one)[0];

test('somebody who leaves does not take along what others have asked for as well', async () => {
  const request = queryRequestSchema.parse({
    from: FROM,
    to: TO,
    queries: [
      {
        refId: 'A',
        queryType: 'completion',
        filters: { attributes: [{ key: 'app.language', operator: '=', value: 'sw' }] },
      },
    ],
  });
  const answer = (store: Pick<TestStore['store'], 'query'>) =>
    answerQuery(request, store, CONFIG, quietLog, NOW, rollUps.read);
  const gone = answer({ query: () => Promise.reject(new AskerGoneError('left')) });
  const other = answer(opened.store);
  await expect(gone).rejects.toThrow(AskerGoneError);
  expect(await other).toMatchObject({ results: { A: { status: 200 } } });
});

test.each([
  { query: { queryType: 'values', field: 'network' }, counts: [1] },
  { query: { queryType: 'values', field: 'step' }, counts: [1] },
  { query: { queryType: 'busiest', by: 'day', timeZone: 'UTC' }, counts: [1] },
  // Closed, and in progress.
  { query: { queryType: 'completion', by: 'network' }, counts: [3, 6] },
  { query: { queryType: 'completion', by: 'version' }, counts: [3, 6] },
])('the most frequent comes first: $query', async ({ query, counts }) => {
  const [found] = await ask([query], {}, rollUps.read);
  const columns = found === undefined ? [] : fields(found);
  const sessions = (columns[0] ?? []).map((_, row) =>
    counts.reduce((sum, column) => sum + Number(columns[column]?.[row]), 0),
  );
  expect(sessions).toEqual(sessions.toSorted((a, b) => b - a));
  expect(new Set(sessions).size).toBeGreaterThan(1);
});

const OF_A_FLOW = { flow: ['send', ''] };

test('what counted hours say is asked once, also under filters that nothing was counted by', async () => {
  const asked: string[] = [];
  const store = {
    ...opened.store,
    query: <Row>(sql: string, params?: SqlParams) => {
      asked.push(sql);
      return opened.store.query<Row>(sql, params);
    },
  };
  const rollUp = await createRollUp(store, CONFIG, opened.deriver, quietLog, { quietMs: 0 });
  for (const filters of [{}, OF_A_FLOW]) {
    const request = (movedMs: number) =>
      queryRequestSchema.parse({
        from: FROM,
        to: TO + movedMs,
        queries: [{ refId: 'A', queryType: 'completion', filters }],
      });
    const answer = (movedMs: number) =>
      answerQuery(request(movedMs), opened.store, CONFIG, quietLog, NOW + movedMs, rollUp);
    await answer(0);
    asked.length = 0;
    await answer(1);
    expect(asked.filter((sql) => !sql.includes('max(revision)'))).toEqual([]);
  }
});

test('what comes to a counted day afterwards is in the answers, also the start of a version', async () => {
  // Nothing was counted by flows; asked before, so that an answer is kept that holds no more.
  await expectSameAnswers(rollUps.read, OF_A_FLOW);
  const late = (hour: number, digit: string, version = 'late'): Span => ({
    trace_id: `${digit.repeat(31)}e`,
    span_id: digit.repeat(16),
    operation: 'step',
    start_ms: FROM + hour * HOUR + 61_000,
    end_ms: FROM + hour * HOUR + 61_200,
    service_name: 'wallet',
    service_version: version,
    client_kind: 'live',
    network: 'mtn',
    step_name: 'menu',
    response_type: 'end',
    end_source: 'callback',
  });
  await opened.append([late(20, 'a'), late(1, 'c', 'early')]);
  await rollUps.read.build(NOW);
  // Between hours that were counted.
  await opened.append([late(3, 'b')]);
  const { units, live } = await rollUps.read.cover(FROM, TO, NOW);
  expect(units.map(({ hours }) => hours)).not.toContain(24);
  expect(live).toHaveLength(2);
  await expectSameAnswers(rollUps.read, {});
  await expectSameAnswers(rollUps.read, OF_A_FLOW);
  const [deployments] = await ask([{ queryType: 'deployments' }], {}, rollUps.read);
  expect(deployments && firstField(deployments)).toContain(FROM + 3 * HOUR + 61_000);

  // The day is added up from hours of three builds.
  await rollUps.read.build(NOW);
  expect((await rollUps.read.cover(FROM, TO, NOW)).units.map(({ hours }) => hours)).toEqual([24]);
  await expectSameAnswers(rollUps.read, {});
  await expectSameAnswers(rollUps.read, OF_A_FLOW);
}, 60_000);
