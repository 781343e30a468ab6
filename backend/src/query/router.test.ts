import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashUser } from '@hopscope/instrumentation/user-hash';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { DEMO_START, demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import type { QueryResponse } from './answer-query.ts';
import {
  completionRowSchema,
  hookRowSchema,
  queryResponseSchema,
  sessionDetailRowSchema,
  sessionRowSchema,
  stepRowSchema,
} from './answer-schema.ts';
import type { Frame } from './frame.ts';
import { timeFrame } from './number-forms.ts';
import { createQuestionQueue } from './question-queue.ts';
import { createQueryRouter } from './router.ts';

const KEY = 'test-key';
const ANNA = hashUser('+254711000111', KEY) ?? '';
const HOUR = 3_600_000;
const config = {
  goals: new Map<string, readonly string[]>(),
  idleLimitSeconds: 180,
  userHashKeys: [{ id: 'k1', key: KEY }],
};

let opened: TestStore;
let server: Server;
let base = '';

beforeAll(async () => {
  opened = await openTestStore();
  const app = express();
  app.use(
    '/api/v1',
    createQueryRouter({ queue: createQuestionQueue(opened.store), config, log: quietLog }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterAll(async () => {
  server.close();
  await opened.close();
});

/** As far as the tests look into it; each test says what it expects there. */
interface Answer {
  readonly field?: string;
  readonly results: Readonly<Record<string, { readonly status: number; readonly frames: Frame[] }>>;
}

async function post(path: string, body: unknown): Promise<{ status: number; body: Answer }> {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

const RANGE = { from: DEMO_START - HOUR, to: DEMO_START + HOUR };

async function ask(query: object, range: object = RANGE): Promise<Frame[]> {
  const { body } = await post('/query', { ...range, queries: [{ refId: 'A', ...query }] });
  expect(body).toMatchObject({ results: { A: { status: 200 } } });
  return body.results.A?.frames ?? [];
}

function rows(frame: Frame | undefined): Record<string, unknown>[] {
  const { fields } = frame?.schema ?? { fields: [] };
  const columns = frame?.data.values ?? [];
  return (columns[0] ?? []).map((_, index) =>
    Object.fromEntries(fields.map(({ name }, column) => [name, columns[column]?.[index]])),
  );
}

test('an empty store answers every query', async () => {
  expect((await ask({ queryType: 'sessions' }))[0]?.data.values[0]).toEqual([]);
  expect(rows((await ask({ queryType: 'completion' }))[0])).toEqual([
    { rate: null, completed: 0, closed: 0, low: null, high: null, inProgress: 0 },
  ]);
  const [traffic] = await ask({ queryType: 'traffic', intervalMs: HOUR });
  expect(traffic?.data.values).toEqual([
    [RANGE.from, DEMO_START],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(await (await fetch(`${base}/status`)).json()).toEqual({
    version: expect.any(String),
    sessions: 0,
    sessionsNotLive: 0,
    lastSpanAt: null,
    msisdnSearch: true,
    capture: [],
  });
});

test('a width of the request holds for queries that name none, and is never below a second', async () => {
  const widths = async (intervalMs: number): Promise<unknown[]> => {
    const queries = [
      { refId: 'A', queryType: 'traffic' },
      { refId: 'B', queryType: 'traffic', intervalMs: 10 * 60_000 },
    ];
    const from = RANGE.from + HOUR - 60_000;
    const body = JSON.stringify({ from, to: from + 60_000, intervalMs, queries });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${base}/query`, { method: 'POST', headers, body });
    const { results } = (await response.json()) as QueryResponse;
    return ['A', 'B'].map((refId) => {
      const result = results[refId];
      return result && 'frames' in result && result.frames[0]?.schema.meta?.custom?.intervalMs;
    });
  };
  expect(await widths(15_000)).toEqual([15_000, 10 * 60_000]);
  expect(await widths(0.5)).toEqual([1_000, 10 * 60_000]);
  expect(await widths(0)).toEqual([60_000, 10 * 60_000]);
});

test('Grafana names a series by its value alone, and one that is not known by a word', async () => {
  const [traffic] = await ask({ queryType: 'traffic', stackBy: 'completed', intervalMs: HOUR });
  const series = traffic?.schema.fields.slice(1) ?? [];
  expect(series.map(({ labels, config }) => [labels, config])).toEqual(
    ['yes', 'no', 'in_progress'].map((name) => [{ completed: name }, { displayNameFromDS: name }]),
  );
  const unknown = timeFrame('t', 'A', [0], 1, [{ name: '', labels: { network: '' }, values: [1] }]);
  expect(unknown.schema.fields[1]?.config).toEqual({ displayNameFromDS: 'unknown' });
});

test('a session is told screen by screen, with what was typed on each', async () => {
  await opened.append(demoSession({ id: 'aa', userHash: ANNA }));
  const [session, steps, hooks] = await ask({ queryType: 'session', traceId: 'aa'.repeat(16) });
  expect(rows(session)).toEqual([
    expect.objectContaining({
      sessionId: 'ATUid_aa',
      startedAt: DEMO_START,
      timeSpentMs: 16_300,
      lastUpdateAt: DEMO_START + 16_300,
      msisdn: '+254 7•• ••• 111',
      outcome: 'completed',
      outcomeSource: 'inferred',
      endedBy: 'app',
      evidence: 'callback',
      completed: true,
      hopCount: 3,
      hookErrors: 1,
      version: '1.4.0',
    }),
  ]);
  expect(rows(steps)).toEqual([
    expect.objectContaining({
      index: 0,
      stepId: 'menu',
      screen: 'Wallet\n1. Send',
      timeToReachMs: 100,
      appTimeMs: 100,
      thinkTimeMs: 5_000,
      input: '1',
      inputType: 'option',
      action: 'next',
      hookError: false,
    }),
    expect.objectContaining({ stepId: 'amount', input: '250', action: 'end', thinkTimeMs: 10_000 }),
    expect.objectContaining({
      stepId: 'receipt',
      input: '',
      thinkTimeMs: null,
      hookError: true,
      responseType: 'end',
    }),
  ]);
  expect(rows(hooks)).toEqual([
    {
      stepIndex: 2,
      name: 'bank',
      method: 'POST',
      url: 'http://bank.test/transfers',
      serverAddress: 'bank.test',
      status: 500,
      durationMs: 500,
      startedAt: DEMO_START + 15_400,
      requestBody: '{"amount":250}',
      responseBody: '{"error":"busy"}',
      errorType: '500',
    },
  ]);
  expect(await ask({ queryType: 'session', sessionId: 'ATUid_aa' })).toEqual([
    session,
    steps,
    hooks,
  ]);
});

test('every row and answer is as the published schemas say', async () => {
  const { body } = await post('/query', {
    ...RANGE,
    queries: [
      { refId: 'session', queryType: 'session', traceId: 'aa'.repeat(16) },
      { refId: 'sessions', queryType: 'sessions' },
      { refId: 'completion', queryType: 'completion', by: 'version' },
      { refId: 'traffic', queryType: 'traffic', stackBy: 'network' },
    ],
  });
  expect(queryResponseSchema.safeParse(body).error).toBeUndefined();
  const [session, steps, hooks] = body.results.session?.frames ?? [];
  const rowsBySchema: readonly [z.ZodType, Frame | undefined][] = [
    [sessionDetailRowSchema, session],
    [stepRowSchema, steps],
    [hookRowSchema, hooks],
    [sessionRowSchema, body.results.sessions?.frames[0]],
    [completionRowSchema, body.results.completion?.frames[0]],
  ];
  for (const [schema, frame] of rowsBySchema) {
    expect(schema.safeParse(rows(frame)[0]).error).toBeUndefined();
  }
});

test('filters apply alike to traffic, completion and sessions', async () => {
  await opened.append([
    ...demoSession({ id: 'bb', startMs: DEMO_START + 60_000, network: 'Airtel', isLeft: true }),
    ...demoSession({ id: 'cc', startMs: DEMO_START + 120_000, userHash: 'k1.ben' }),
  ]);
  const counts = async (filters: object) => {
    const [sessions] = await ask({ queryType: 'sessions', filters });
    const [completion] = await ask({ queryType: 'completion', filters });
    const [traffic] = await ask({ queryType: 'traffic', stackBy: 'outcome', filters });
    const listed = sessions?.data.values[0]?.length;
    const drawn = (traffic?.data.values.slice(1).flat() ?? []).reduce<number>(
      (sum, count) => sum + Number(count),
      0,
    );
    const [row] = rows(completion);
    expect(drawn).toBe(listed);
    expect(row?.closed).toBe(listed);
    return listed;
  };
  expect(await counts({})).toBe(3);
  expect(await counts({ network: ['Airtel'] })).toBe(1);
  expect(await counts({ network: ['Airtel', 'Safaricom'] })).toBe(3);
  expect(await counts({ outcome: ['abandoned'] })).toBe(1);
  expect(await counts({ hookError: true })).toBe(2);
  expect(await counts({ hookError: false })).toBe(1);
  expect(await counts({ userHash: ['k1.ben'] })).toBe(1);
  expect(await counts({ msisdn: '00254 711 000 111' })).toBe(1);
  expect(await counts({ sessionId: 'ATUid_cc' })).toBe(1);
  expect(await counts({ version: ['1.5.0'] })).toBe(0);
  expect(await counts({ kind: ['simulator'] })).toBe(0);
  expect(await counts({ provider: ['africastalking'], serviceCode: ['*384*1#'] })).toBe(3);
});

test('completion comes with n, its interval and by a dimension', async () => {
  expect(rows((await ask({ queryType: 'completion', by: 'network' }))[0])).toEqual([
    expect.objectContaining({ dimension: 'Safaricom', rate: 1, completed: 2, closed: 2, high: 1 }),
    expect.objectContaining({ dimension: 'Airtel', rate: 0, completed: 0, closed: 1, low: 0 }),
  ]);
});

test('pages neither repeat nor skip a session when others start meanwhile', async () => {
  const page = async (cursor?: string) => {
    const [frame] = await ask({
      queryType: 'sessions',
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { ids: frame?.data.values[2], next: frame?.schema.meta?.custom?.nextCursor as string };
  };
  const first = await page();
  expect(first.ids).toEqual(['ATUid_cc', 'ATUid_bb']);
  await opened.append(demoSession({ id: 'dd', startMs: DEMO_START + 180_000 }));
  const second = await page(first.next);
  expect(second).toEqual({ ids: ['ATUid_aa'], next: undefined });
});

test('one query that fails does not fail the others', async () => {
  const { status, body } = await post('/query', {
    ...RANGE,
    queries: [
      { refId: 'A', queryType: 'session', traceId: 'f'.repeat(32) },
      { refId: 'B', queryType: 'completion' },
    ],
  });
  expect(status).toBe(200);
  expect(body.results.A).toEqual({
    status: 404,
    error: 'No session has this traceId',
    field: 'queries[0].traceId',
  });
  expect(body.results.B?.status).toBe(200);
});

const completion = { refId: 'A', queryType: 'completion' };

test.each<[name: string, body: unknown, field: string | undefined]>([
  ['no body', '', 'from'],
  ['from after to', { from: 2, to: 1, queries: [completion] }, 'from'],
  ['a time without an offset', { from: '2026-11-21', to: 1, queries: [completion] }, 'from'],
  ['no queries', { from: 0, to: 1, queries: [] }, 'queries'],
  ['one refId twice', { from: 0, to: 1, queries: [completion, completion] }, 'queries'],
  [
    'an unknown query type',
    { from: 0, to: 1, queries: [{ refId: 'A', queryType: 'x' }] },
    'queries[0].queryType',
  ],
  [
    'an unknown outcome',
    { from: 0, to: 1, queries: [{ ...completion, filters: { outcome: ['x'] } }] },
    'queries[0].filters.outcome[0]',
  ],
  [
    'an unknown filter',
    { from: 0, to: 1, queries: [{ ...completion, filters: { color: 1 } }] },
    'queries[0].filters',
  ],
  [
    'an unknown time zone',
    { from: 0, to: 1, queries: [{ refId: 'A', queryType: 'traffic', timeZone: 'Mars/Base' }] },
    'queries[0].timeZone',
  ],
  [
    'a page too large',
    { from: 0, to: 1, queries: [{ refId: 'A', queryType: 'sessions', limit: 501 }] },
    'queries[0].limit',
  ],
  [
    'no session named',
    { from: 0, to: 1, queries: [{ refId: 'A', queryType: 'session' }] },
    'queries[0]',
  ],
])('400 names the field: %s', async (_, body, field) => {
  const answer = await post('/query', body);
  expect(answer.status).toBe(400);
  expect(answer.body.field).toBe(field);
});

test('a body that is no JSON is 400, and never repeated', async () => {
  const answer = await post('/query', '{"msisdn": +254711000111');
  expect(answer).toEqual({ status: 400, body: { error: 'The body is not JSON' } });
});

test('errors never repeat what was sent', async () => {
  const number = '+254711000111';
  for (const body of [
    { from: number, to: 1, queries: [completion] },
    { from: 0, to: 1, queries: [{ ...completion, filters: { outcome: [number] } }] },
    { from: 0, to: 1, queries: [{ ...completion, filters: { msisdn: [number] } }] },
    { from: 0, to: 1, queries: [{ refId: 'A', queryType: 'session', traceId: number }] },
  ]) {
    const answer = await post('/query', body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('711000111');
  }
});

test('what was typed into the search is told apart', async () => {
  const identify = async (text: string) => (await post('/identify', { text })).body;
  expect(await identify(' ATUid_aa ')).toEqual({ kind: 'session', sessionId: 'ATUid_aa' });
  expect(await identify('aa'.repeat(16))).toEqual({ kind: 'session', sessionId: 'ATUid_aa' });
  expect(await identify('+254 711 000 111')).toEqual({ kind: 'subscriber', userHashes: [ANNA] });
  expect(await identify('tel:+254-711-000-111;ext=1')).toMatchObject({ userHashes: [ANNA] });
  expect(await identify('hello')).toMatchObject({ kind: 'unknown' });
  // Without its country code, which the search cannot know: the codes of the sessions here are named.
  for (const text of ['0711 000 111', '700000001', '8031234567']) {
    const told = await identify(text);
    expect(told).toEqual({ kind: 'unknown', why: expect.stringContaining('+254 (Kenya)') });
    expect(JSON.stringify(told)).not.toContain(text);
  }
});

test('a gateway may make session ids that look like those of traces', async () => {
  const sessionId = '0123456789abcdef'.repeat(2);
  await opened.append(
    demoSession({ id: 'ee', startMs: DEMO_START + 240_000 }).map((span) => ({
      ...span,
      session_id: sessionId,
    })),
  );
  for (const queryType of ['session', 'trace']) {
    const [found] = await ask({ queryType, traceId: sessionId });
    expect(JSON.stringify(found)).toContain('ee'.repeat(16));
  }
  expect((await post('/identify', { text: sessionId })).body).toMatchObject({ sessionId });
});

test('an ad-hoc filter on the kind finds sessions of every kind, and every kind is listed', async () => {
  await opened.append(
    demoSession({ id: 'ff', startMs: DEMO_START + 300_000 }).map((span) => ({
      ...span,
      client_kind: 'simulator',
    })),
  );
  for (const key of ['kind', 'ussd.client.kind']) {
    const attributes = [{ key, operator: '=', value: 'simulator' }];
    const [found] = await ask({ queryType: 'sessions', filters: { attributes } });
    expect(found?.data.values[2]).toEqual(['ATUid_ff']);
    const [listed] = await ask({ queryType: 'values', attribute: key });
    expect(listed?.data.values[0]).toEqual(['live', 'simulator']);
  }
  const [listed] = await ask({ queryType: 'values', field: 'kind', filters: { kind: ['live'] } });
  expect(listed?.data.values[0]).toEqual(['live']);
  const attributes = [{ key: 'country', operator: '=', value: 'KE' }];
  const [usual] = await ask({ queryType: 'sessions', filters: { attributes } });
  expect(usual?.data.values[2]).not.toContain('ATUid_ff');
});

test('numbers are not tried through: five in a request, so many in a minute, by every route', async () => {
  const number = (index: number) => `+2547220001${String(index).padStart(2, '0')}`;
  const lookFor = (numbers: readonly string[]) =>
    post('/query', {
      ...RANGE,
      queries: numbers.map((msisdn, index) => ({
        refId: String(index),
        queryType: 'completion',
        filters: { msisdn },
      })),
    });
  const numbers = Array.from({ length: 100 }, (_, index) => number(index));
  expect(await lookFor(numbers.slice(0, 6))).toMatchObject({
    status: 400,
    body: { field: 'queries' },
  });
  expect((await lookFor(numbers.slice(0, 5))).status).toBe(200);
  let refused = 0;
  for (const text of numbers) refused += (await post('/identify', { text })).status === 429 ? 1 : 0;
  expect(refused).toBeGreaterThanOrEqual(70);
  const fresh = number(99);
  expect(await lookFor([fresh])).toMatchObject({
    status: 429,
    body: { error: expect.stringContaining('HOPSCOPE_NUMBER_LOOKUPS') },
  });
  expect((await post('/export', { ...RANGE, filters: { msisdn: fresh } })).status).toBe(429);
  expect((await lookFor([number(0)])).status).toBe(200);
});
