import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { answerQuery } from './answer-query.ts';
import { OPERATORS } from './filter-schema.ts';
import { COMPLETION_MEASURES, HOOK_MEASURES, queryRequestSchema, VALUE_FIELDS } from './schema.ts';

const MAY = Date.UTC(2026, 4, 31, 23, 59, 59);
const TRACE = 'a'.repeat(32);
const config = {
  goals: new Map([['*384#', ['receipt']]]),
  idleLimitSeconds: 180,
  userHashKeys: [{ id: 'k1', key: 'key' }],
};

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  await opened.append([
    {
      trace_id: TRACE,
      span_id: 'b'.repeat(16),
      operation: 'step',
      start_ms: MAY,
      end_ms: MAY + 1,
      session_id: 'S1',
      service_version: '1',
      attributes: { 'app.language': 'en' },
    },
  ]);
});
afterAll(() => opened.close());

const text = fc.oneof(
  fc.constantFrom(
    '',
    '(',
    '[a',
    '\\',
    "'",
    '\0',
    '%',
    '{a:String}',
    'ø',
    '😀',
    '*',
    '(?=x)',
    '1e999',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ maxLength: 200 }),
);
const key = fc.oneof(
  fc.constantFrom('network', 'outcome', 'userId', 'user.id', 'traceId', 'step', 'app.language'),
  fc.constantFrom('ussd.step.index', 'http.response.status_code', 'error.type', 'attr:network'),
  fc.constantFrom('constructor', '__proto__', 'toString'),
  text,
);
const filters = fc.record(
  {
    sessionId: text,
    msisdn: text,
    userHash: fc.array(text),
    network: fc.array(text),
    step: fc.array(text),
    hookError: fc.boolean(),
    attributes: fc.array(
      fc.record({
        key,
        operator: fc.constantFrom(...OPERATORS),
        value: text,
        values: fc.array(text),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const intervalMs = fc.oneof(
  fc.integer({ min: 0 }),
  fc.double(),
  fc.constantFrom(1e300, 86_400_000),
);
const timeZone = fc.oneof(
  fc.constantFrom('utc', 'UTC', 'africa/nairobi', 'EST', 'Factory', '+03:00', 'posix/Mars', ''),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);
const limit = fc.constantFrom(undefined, 0, 1, 50, 500, 1_000, 1e9);
const moment = fc.oneof(
  fc.constantFrom(0, MAY, MAY + 86_400_000, 253_402_300_799_999, '2026-05-31T23:59:59+03:00', ''),
  fc.integer(),
);
const query = fc
  .record(
    {
      queryType: fc.constantFrom(
        ...['traffic', 'completion', 'sessions', 'session', 'trace', 'flow', 'dropoff', 'hooks'],
        ...['values', 'busiest', 'deployments'],
      ),
      filters,
      intervalMs,
      timeZone,
      limit,
      stackBy: fc.constantFrom('outcome', 'completed', 'network'),
      form: fc.constantFrom('time', 'alert', 'table'),
      measure: fc.constantFrom(...COMPLETION_MEASURES, ...HOOK_MEASURES),
      by: fc.constantFrom('network', 'version', 'day', 'hour', 'weekday'),
      columns: fc.array(key, { maxLength: 3 }),
      cursor: fc.constantFrom(`999999999999999-${TRACE}`, `0-${TRACE}`, 'x'),
      traceId: fc.constantFrom(TRACE, 'x'),
      sessionId: text,
      name: fc.array(text),
      field: fc.constantFrom(...VALUE_FIELDS),
      attribute: key,
      prefix: text,
    },
    { requiredKeys: ['queryType'] },
  )
  .map((some) => ({ refId: 'A', ...some }));

/** Leaves out what the schema does not know or take, so that the rest comes through. */
function acceptable(request: { readonly queries: readonly Record<string, unknown>[] }): unknown {
  let current: Record<string, unknown> = { ...request.queries[0] };
  for (;;) {
    const parsed = queryRequestSchema.safeParse({ ...request, queries: [current] });
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [String(issue?.path[2])];
    const next = Object.fromEntries(
      Object.entries(current).filter(([name]) => !unknown.includes(name)),
    );
    if (Object.keys(next).length === Object.keys(current).length) return undefined;
    current = next;
  }
}

test.each(['utc', 'africa/nairobi'])(
  'the time zone %s is taken however it is spelled',
  async (name) => {
    const request = queryRequestSchema.parse({
      from: MAY,
      to: MAY + 1,
      queries: [{ refId: 'A', queryType: 'busiest', timeZone: name }],
    });
    const { results } = await answerQuery(request, opened.store, config, quietLog, MAY + 60_000);
    expect(results.A).toMatchObject({ status: 200 });
  },
);

test('what the schema takes is answered, or refused by the name of the field, never a 500', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(query, moment, moment, fc.option(intervalMs), async (some, a, b, width) => {
      const request = acceptable({
        from: a,
        to: b,
        ...(width === null ? {} : { intervalMs: width }),
        queries: [some],
      } as never);
      if (request === undefined) return;
      const { results } = await answerQuery(
        request as never,
        opened.store,
        config,
        quietLog,
        MAY + 60_000,
      );
      expect(results.A?.status).toBeLessThan(500);
      if (results.A !== undefined && 'error' in results.A && results.A.status !== 404) {
        expect(results.A.field).toMatch(/^queries\[0\]\./);
      }
      answered += 1;
    }),
    { numRuns: 150 },
  );
  expect(answered).toBeGreaterThan(15);
}, 120_000);
