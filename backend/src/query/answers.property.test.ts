import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  callsOf,
  completionOf,
  countsOf,
  dropoffOf,
  filtered,
  type OracleSession,
  quantile,
  saidBySpans,
  transitionsOf,
} from '../../test/answer-oracle.ts';
import { openTestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { endingOf, sessionsOf } from '../../test/session-oracle.ts';
import { createRollUp } from '../derive/roll-up.ts';
import { answerQuery } from './answer-query.ts';
import type { Filters } from './filter-schema.ts';
import type { Frame } from './frame.ts';
import type { QueryConfig } from './query-context.ts';
import { queryRequestSchema } from './schema.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 31, 23, 59);
const CONFIG: QueryConfig = {
  goals: new Map([['*920#', ['receipt', 'balance']]]),
  idleLimitSeconds: 90,
  userHashKeys: [],
};
const ZONE = 'Africa/Nairobi';
// Nothing has to be quiet before it is counted: one process's revisions ever increase.
const AT_ONCE = { quietMs: 0, keepMs: 0, passMsMax: Number.POSITIVE_INFINITY };

const filters: fc.Arbitrary<Filters> = fc.record(
  {
    network: fc.constantFrom(['safaricom'], ['mtn', '']),
    outcome: fc
      .constantFrom(['completed', 'rejected'] as const, ['abandoned'] as const)
      .map((all) => [...all]),
    version: fc.constant(['1.1']),
    step: fc.constantFrom(['amount'], ['receipt', 'balance']),
    hook: fc.constant(['balance']),
    kind: fc.constant(['live', 'simulator']),
    hookError: fc.boolean(),
    attributes: fc.constantFrom<NonNullable<Filters['attributes']>[]>(
      [{ key: 'app.language', operator: '=', value: 'sw' }],
      [{ key: 'app.language', operator: '!=', value: 'sw' }],
      [{ key: 'app.language', operator: '=', value: '' }],
      [{ key: 'app.amount', operator: '>', value: '10' }],
      [{ key: 'app.amount', operator: '<', value: '100' }],
      [{ key: 'ussd.step.name', operator: '=~', value: 'a.*|rec' }],
      [{ key: 'ussd.step.name', operator: '!~', value: 'a.*' }],
      [{ key: 'network.carrier.name', operator: '=|', value: '', values: ['mtn', ''] }],
      [{ key: 'outcome', operator: '!=|', value: '', values: ['completed'] }],
      [{ key: 'hookErrors', operator: '>', value: '0' }],
      [{ key: 'hookErrors', operator: '>=', value: '1' }],
      [{ key: 'hookErrors', operator: '<=', value: '0' }],
      [{ key: 'error.type', operator: '=', value: '' }],
      [{ key: 'error.type', operator: '!~', value: 'time.*|' }],
      [{ key: 'error.type', operator: '=|', value: '', values: ['', 'TypeError'] }],
      [{ key: 'http.response.status_code', operator: '>=', value: '404' }],
      [{ key: 'http.response.status_code', operator: '!=', value: '' }],
      [{ key: "app.x'); DROP TABLE sessions; --", operator: '=', value: "'; --{now:Int64}" }],
    ),
  },
  { requiredKeys: [] },
);

/** What counts by hour and day can answer, too; half the time those over all networks and versions. */
const countable: fc.Arbitrary<Filters> = fc.oneof<fc.Arbitrary<Filters>[]>(
  fc.constantFrom<Filters[]>({}, { kind: ['live', 'simulator'] }),
  fc.record(
    {
      network: fc.constantFrom(['safaricom'], ['mtn', '']),
      version: fc.constant(['1.1']),
      kind: fc.constant(['live', 'simulator']),
      provider: fc.constant(['arkesel']),
      serviceCode: fc.constantFrom(['*920#'], ['*384*1#', '*1#']),
      environment: fc.constantFrom(['production'], ['staging', '']),
    },
    { requiredKeys: [] },
  ),
);

type Row = Record<string, unknown>;

function rows(frame: Frame | undefined): Row[] {
  const { fields } = frame?.schema ?? { fields: [] };
  const columns = frame?.data.values ?? [];
  return (columns[0] ?? []).map((_, index) =>
    Object.fromEntries(fields.map(({ name }, column) => [name, columns[column]?.[index]])),
  );
}

const by = (all: readonly Row[], name: string): Map<unknown, Row> =>
  new Map(all.map((row) => [row[name], row]));

function expectClose(actual: unknown, times: readonly number[], q: number): void {
  if (times.length === 0) expect(actual).toBeNull();
  else
    expect(Math.abs(Number(actual) - quantile(times, q))).toBeLessThanOrEqual(
      quantile(times, q) * 0.011 + 0.001,
    );
}

function checkSteps(
  [nodes, edges]: readonly Frame[],
  dropoff: Frame | undefined,
  sessions: readonly OracleSession[],
): void {
  const expected = dropoffOf(sessions);
  const found = by(rows(dropoff), 'step');
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [step, { times, ...numbers }] of expected) {
    const row = found.get(step);
    expect(row).toMatchObject(numbers);
    expectClose(row?.timeToReachMs, times as number[], 0.5);
    expectClose(row?.timeToReachP95Ms, times as number[], 0.95);
  }
  const { rate } = completionOf(sessions);
  const shares = rows(dropoff).reduce((all, row) => all + Number(row.lossShare), 0);
  if (rate !== null) expect(shares).toBeCloseTo(1 - Number(rate), 9);
  const ofNodes = rows(nodes);
  expect(
    ofNodes.map(({ id, mainstat, secondarystat }) => [id, mainstat, secondarystat]).sort(),
  ).toEqual(
    [...expected]
      .filter(([, { reach }]) => Number(reach) > 0)
      .map(([id, { reach, dropOff }]) => [id, reach, dropOff])
      .sort(),
  );
  for (const node of ofNodes) {
    expect(
      Number(node.arc__continued) + Number(node.arc__completed) + Number(node.arc__lost),
    ).toBeCloseTo(1, 9);
  }
  expect(Object.fromEntries(rows(edges).map(({ id, mainstat }) => [id, mainstat]))).toEqual(
    transitionsOf(sessions),
  );
}

function checkHooks(
  table: Frame | undefined,
  overTime: Frame | undefined,
  sessions: readonly OracleSession[],
  intervalMs: number,
  nowMs: number,
): void {
  const expected = callsOf(sessions);
  const found = by(rows(table), 'name');
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, { calls, errors, times }] of expected) {
    const row = found.get(name);
    expect(row).toMatchObject({ calls, errors, errorShare: errors / calls });
    expectClose(row?.p50Ms, times, 0.5);
    expectClose(row?.p99Ms, times, 0.99);
  }
  const [starts = [], ...series] = overTime?.data.values ?? [];
  // Time ends at the moment of asking; what starts later has no bucket of its own.
  const isOver = sessions.every((one) => one.started_at <= nowMs);
  if (isOver) {
    const names = overTime?.schema.fields.slice(1).map(({ name }) => name);
    expect(names?.sort()).toEqual([...expected.keys()].sort());
  }
  for (const [index, { name }] of (overTime?.schema.fields.slice(1) ?? []).entries()) {
    const perBucket = starts.map((start) => {
      const some = sessions.filter(
        (one) => Math.floor(one.started_at / intervalMs) * intervalMs === start,
      );
      return callsOf(some).get(name)?.calls ?? 0;
    });
    const end = isOver ? undefined : -1;
    expect(series[index]?.slice(0, end)).toEqual(perBucket.slice(0, end));
  }
}

function checkTraffic(
  frame: Frame | undefined,
  sessions: readonly OracleSession[],
  intervalMs: number,
  nowMs: number,
): void {
  const [starts = [], ...series] = frame?.data.values ?? [];
  const over = sessions.filter(({ started_at }) => started_at <= nowMs);
  const names = frame?.schema.fields.slice(1).map(({ name }) => name) ?? [];
  for (const outcome of over.map((one) => one.outcome)) expect(names).toContain(outcome);
  for (const [index, name] of names.entries()) {
    const some = over.filter(({ outcome }) => outcome === name);
    const counts = countsOf(
      some.map(({ started_at }) => String(Math.floor(started_at / intervalMs) * intervalMs)),
    );
    // The last bucket also holds what starts between the moment of asking and its end.
    expect(series[index]?.slice(0, -1)).toEqual(
      starts.slice(0, -1).map((start) => counts[String(start)] ?? 0),
    );
  }
}

test('every question is answered as its definition says, whatever the sessions and filters', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomSpans,
      fc.tuple(filters, countable),
      fc.integer({ min: 0, max: 15 }).chain((early) => fc.constantFrom(early, early + 30 * 60)),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      async (spans, manyFilters, minutes, counts) => {
        const { append, store, deriver, close } = await openTestStore();
        try {
          const rollUp = await createRollUp(store, CONFIG, deriver, quietLog, AT_ONCE);
          // Counted after each part has come, at any time, and the rest comes late or counted hours change.
          for (const [index, count] of counts.entries()) {
            const size = Math.ceil(spans.length / counts.length);
            await append(spans.slice(index * size, (index + 1) * size));
            if (count) await rollUp.build(START + (minutes + 200) * MINUTE);
          }
          const nowMs = START + minutes * MINUTE;
          const sessions = sessionsOf(spans).map((facts) => ({
            ...facts,
            ...endingOf(facts, CONFIG, nowMs),
            ...saidBySpans(facts, spans),
          }));
          for (const [index, some] of manyFilters.entries()) {
            const isWhole = index > 0;
            const intervalMs = isWhole ? 60 * MINUTE : MINUTE;
            // Whole hours and days, and parts of them.
            const from = isWhole ? START - 23 * 60 * MINUTE - 59 * MINUTE : START + 2 * MINUTE;
            const to = isWhole ? from + 48 * 60 * MINUTE : START + 9 * MINUTE;
            const request = queryRequestSchema.parse({
              from,
              to,
              queries: [
                { refId: 'flow', queryType: 'flow', filters: some },
                { refId: 'dropoff', queryType: 'dropoff', filters: some },
                { refId: 'hooks', queryType: 'hooks', filters: some },
                {
                  refId: 'calls',
                  queryType: 'hooks',
                  form: 'time',
                  measure: 'calls',
                  intervalMs,
                  filters: some,
                },
                { refId: 'networks', queryType: 'completion', by: 'network', filters: some },
                {
                  refId: 'alert',
                  queryType: 'completion',
                  by: 'network',
                  form: 'alert',
                  filters: some,
                },
                {
                  refId: 'rate',
                  queryType: 'completion',
                  form: 'time',
                  intervalMs,
                  measure: 'completed',
                  filters: some,
                },
                {
                  refId: 'traffic',
                  queryType: 'traffic',
                  stackBy: 'outcome',
                  intervalMs,
                  filters: some,
                },
                { refId: 'hours', queryType: 'busiest', timeZone: ZONE, filters: some },
                { refId: 'steps', queryType: 'values', field: 'step', prefix: 'A', filters: some },
                {
                  refId: 'languages',
                  queryType: 'values',
                  attribute: 'app.language',
                  filters: some,
                },
                { refId: 'versions', queryType: 'deployments', filters: some },
                {
                  refId: 'keys',
                  queryType: 'values',
                  field: 'attributeKey',
                  prefix: 'app.',
                  filters: some,
                },
              ],
            });
            const { results } = await answerQuery(request, store, CONFIG, quietLog, nowMs, rollUp);
            const framesOf = (refId: string): readonly Frame[] => {
              const result = results[refId];
              expect(result).toMatchObject({ status: 200 });
              return result !== undefined && 'frames' in result ? result.frames : [];
            };
            const inRange = filtered(sessions, some, from, to);

            checkSteps(framesOf('flow'), framesOf('dropoff')[0], inRange);
            checkHooks(framesOf('hooks')[0], framesOf('calls')[0], inRange, intervalMs, nowMs);
            checkTraffic(framesOf('traffic')[0], inRange, intervalMs, nowMs);

            const networks = Map.groupBy(inRange, ({ network }) => network);
            expect(by(rows(framesOf('networks')[0]), 'dimension')).toEqual(
              new Map(
                [...networks].map(([network, of]) => [
                  network,
                  { dimension: network, ...completionOf(of) },
                ]),
              ),
            );
            expect(
              rows(framesOf('alert')[0]).sort((a, b) =>
                String(a.network) < String(b.network) ? -1 : 1,
              ),
            ).toEqual(
              [...networks]
                .map(([network, of]) => ({ network, rate: completionOf(of).rate }))
                .filter(({ rate }) => rate !== null)
                .sort((a, b) => (a.network < b.network ? -1 : 1)),
            );
            const completed = rows(framesOf('rate')[0]).reduce(
              (all, row) => all + Number(row.completed),
              0,
            );
            // Time ends at the moment of asking; what starts later has no bucket of its own.
            if (inRange.every((one) => one.started_at <= nowMs)) {
              expect(completed).toBe(completionOf(inRange).completed);
            }
            const hours = countsOf(
              inRange.map(({ started_at }) =>
                new Intl.DateTimeFormat('en', {
                  timeZone: ZONE,
                  hour: '2-digit',
                  hourCycle: 'h23',
                }).format(started_at),
              ),
            );
            expect(
              Object.fromEntries(
                rows(framesOf('hours')[0])
                  .filter(({ sessions }) => sessions !== 0)
                  .map(({ hour, sessions }) => [String(hour).slice(0, 2), sessions]),
              ),
            ).toEqual(hours);
            const steps = inRange
              .flatMap((one) => one.steps_shown)
              .filter((step) => step.startsWith('a'));
            expect(
              Object.fromEntries(
                rows(framesOf('steps')[0]).map(({ value, sessions }) => [value, sessions]),
              ),
            ).toEqual(countsOf(steps));
            const languages = inRange.flatMap((one) =>
              one.attribute_values.filter(
                (_, index) => one.attribute_keys[index] === 'app.language',
              ),
            );
            expect(
              Object.fromEntries(
                rows(framesOf('languages')[0]).map(({ value, sessions }) => [value, sessions]),
              ),
            ).toEqual(countsOf(languages));
            expect(
              Object.fromEntries(
                rows(framesOf('keys')[0]).map(({ value, sessions }) => [value, sessions]),
              ),
            ).toEqual(countsOf(inRange.flatMap((one) => [...new Set(one.attribute_keys)])));
            const first = new Map<string, number>();
            for (const one of filtered(sessions, some, 0, to)) {
              const { service_version, environment } = one;
              const title =
                environment === '' ? service_version : `${service_version} in ${environment}`;
              if (service_version !== '' && !first.has(title)) first.set(title, one.started_at);
            }
            expect(
              rows(framesOf('versions')[0])
                .map(({ title, time }) => [title, time])
                .sort(),
            ).toEqual([...first].filter(([, at]) => at >= from).sort());
          }
        } finally {
          await close();
        }
      },
    ),
    // Every run asks a store of its own some thirty questions: a smaller example would cost minutes.
    { numRuns: 6, endOnFailure: true },
  );
}, 300_000);
