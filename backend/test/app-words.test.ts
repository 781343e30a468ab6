import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReplay, type ReplayHop } from '@hopscope/instrumentation/replay';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BackendProcess, startBackend } from './backend-process.ts';

// From the library's spans by OTLP to the answers of the API, nothing in between replaced.

/** Long ago enough for every session to be over. */
const START = Date.now() - 3_600_000;

let dataDir: string;
let backend: BackendProcess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hopscope-words-'));
  backend = await startBackend({ HOPSCOPE_DATA_DIR: dataDir });
}, 60_000);
afterAll(async () => {
  await backend.end('SIGTERM');
  await rm(dataDir, { recursive: true });
});

interface Exchange {
  readonly request: { readonly path?: string; readonly body: string };
  readonly say?: (hop: ReplayHop) => void;
  readonly answer: string;
  readonly status?: number;
  /** Another process of the app serves it. */
  readonly elsewhere?: true;
}

/** Sends the spans of a session to the backend. */
async function send(exchanges: readonly Exchange[]): Promise<void> {
  const ended: ReadableSpan[] = [];
  const tracerProvider = new TracerProvider({
    spanProcessors: [
      {
        onStart: () => {},
        onEnd: (span) => void ended.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  const here = createReplay({ tracerProvider });
  const there = createReplay({ tracerProvider });
  exchanges.forEach(({ request, say, answer, status = 200, elsewhere }, index) => {
    const atMs = START + index * 5_000;
    const replay = elsewhere ? there : here;
    const hop = replay.request({ method: 'POST', path: '/ussd', headers: {}, ...request, atMs });
    if (hop !== undefined) say?.(hop);
    hop?.answer({ status, headers: {}, body: answer, atMs: atMs + 50 });
  });
  const response = await fetch(`${backend.address}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: ProtobufTraceSerializer.serializeRequest(ended) as Uint8Array<ArrayBuffer>,
  });
  expect(response.status).toBe(200);
}

type Row = Readonly<Record<string, unknown>>;
interface Answer {
  readonly frames?: readonly {
    readonly schema: { readonly fields: readonly { readonly name: string }[] };
    readonly data: { readonly values: readonly (readonly unknown[])[] };
  }[];
}

/** The rows of every frame that a query answers. */
async function query(one: object): Promise<Row[][]> {
  const range = { from: START - 60_000, to: Date.now() };
  const response = await fetch(`${backend.address}/api/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...range, queries: [{ refId: 'A', ...one }] }),
  });
  const body = (await response.json()) as { results?: { A?: Answer } };
  expect({ status: response.status, body }).toMatchObject({ status: 200 });
  return (body.results?.A?.frames ?? []).map(({ schema, data }) =>
    (data.values[0] ?? []).map((_, row) =>
      Object.fromEntries(
        schema.fields.map(({ name }, column) => [name, data.values[column]?.[row]]),
      ),
    ),
  );
}

async function sessionOf(sessionId: string): Promise<{ session: Row; steps: Row[] }> {
  const filters = { sessionId, kind: ['live', 'simulator'] };
  await vi.waitFor(
    async () => expect((await query({ queryType: 'sessions', filters }))[0]).toHaveLength(1),
    { timeout: 15_000, interval: 100 },
  );
  const found = await query({ queryType: 'session', sessionId });
  return { session: found[0]?.[0] ?? {}, steps: found[1] ?? [] };
}

const at = (sessionId: string, text: string, answer: string, more: Partial<Exchange> = {}) => ({
  request: {
    body: new URLSearchParams({
      sessionId,
      phoneNumber: '+254711000111',
      networkCode: '63902',
      serviceCode: '*384*1#',
      text,
    }).toString(),
  },
  answer,
  ...more,
});

const goal = (hop: ReplayHop) => hop.markGoal('paid');

test.concurrent.each<[string, readonly Exchange[], object]>([
  [
    'says sorry afterwards',
    [
      at('g1', '', 'CON Paid\n1. Receipt', { say: goal }),
      at('g1', '1', 'END Sorry, failed, try again later'),
    ],
    { evidence: 'callback', endedBy: 'app' },
  ],
  [
    'crashes afterwards',
    [at('g2', '', 'CON Paid\n1. Receipt', { say: goal }), at('g2', '1', 'oops', { status: 500 })],
    { evidence: 'callback' },
  ],
  [
    'is called rejected by another process',
    [
      at('g5', '', 'CON Paid\n1. Receipt', { say: goal }),
      at('g5', '1', 'END Sorry', { elsewhere: true, say: (hop) => hop.setOutcome('rejected') }),
    ],
    { evidence: 'callback', endedBy: 'app' },
  ],
  [
    'is left afterwards',
    [at('g3', '', 'CON Pay?\n1. Yes'), at('g3', '1', 'CON Paid\n1. Receipt', { say: goal })],
    { evidence: 'timer', endedBy: 'timer' },
  ],
  [
    'calls itself rejected afterwards',
    [
      at('g4', '', 'CON Paid\n1. Receipt', { say: goal }),
      at('g4', '1', 'END Bye', { say: (hop) => hop.setOutcome('rejected') }),
    ],
    { evidence: 'callback' },
  ],
])(
  'a session whose goal the app marked is completed, also when it %s',
  async (_name, exchanges, ending) => {
    await send(exchanges);
    const [, id] = /sessionId=(\w+)/.exec(exchanges[0]?.request.body ?? '') ?? [];
    const { session } = await sessionOf(id ?? '');
    expect(session).toMatchObject({
      outcome: 'completed',
      outcomeSource: 'app',
      completed: true,
      goals: 'paid',
      ...ending,
    });
  },
);

test.concurrent('a completion that only the last screen suggests is shown as inferred', async () => {
  await send([at('i1', '', 'END Thank you')]);
  expect((await sessionOf('i1')).session).toMatchObject({
    outcome: 'completed',
    outcomeSource: 'inferred',
    goals: '',
  });
});

test.concurrent.each(['rejected', 'invalid_input', 'hook_error', 'app_error'] as const)(
  'an app that says %s is believed, whatever its screen says',
  async (outcome) => {
    const id = `s_${outcome}`;
    await send([at(id, '', 'END Thank you', { say: (hop) => hop.setOutcome(outcome) })]);
    expect((await sessionOf(id)).session).toMatchObject({ outcome, outcomeSource: 'app' });
  },
);

test.concurrent('what the app says of its steps, flow and calls is in the session', async () => {
  await send([
    at('f1', '', 'CON Main\n1. Loans', { say: (hop) => hop.setFlow('main') }),
    at('f1', '1', 'CON Amount?', { say: (hop) => hop.setFlow('loans') }),
    at('f1', '1*5', 'CON Amount?', { say: (hop) => hop.setAction('retry', 'Too little') }),
  ]);
  const { session, steps } = await sessionOf('f1');
  expect(session.flow).toBe('loans');
  expect(steps[1]).toMatchObject({
    action: 'retry',
    actionSource: 'app',
    actionMessage: 'Too little',
  });
});

const hook = (
  id: string,
  network: string,
  key: string,
  answer: object,
  serviceCode = '*777#',
): Exchange => ({
  request: {
    path: `/step-${key === '' ? 'a' : 'b'}`,
    body: JSON.stringify({
      input: { key },
      props: { session: { id, msisdn: '0240000001', network, serviceCode }, values: {} },
    }),
  },
  answer: JSON.stringify(answer),
});

test.concurrent('a hook that ends a session of its flow platform is who ended it', async () => {
  await send([
    hook('h1', 'mtn', '', {}),
    hook('h1', 'mtn', '7', { action: 'skip', input: '2' }),
    hook('h1', 'mtn', '2', { action: 'end', message: 'Not eligible' }),
  ]);
  const { session, steps } = await sessionOf('h1');
  expect(session).toMatchObject({
    provider: 'ussdk_hook',
    outcome: 'rejected',
    outcomeSource: 'inferred',
    endedBy: 'hook',
    evidence: 'callback',
    kind: 'live',
  });
  expect(
    steps.map((step) => [step.stepId, step.action, step.actionSource, step.inputSource]),
  ).toEqual([
    ['step-a', 'skip', 'hook', 'user'],
    ['step-b', 'end', 'hook', 'hook'],
    ['step-b', '', '', ''],
  ]);
});

test.concurrent('runs of the flow platform’s simulator are kept, and stay out of every rate', async () => {
  await send([hook('h2', 'sim', '', { action: 'end' }, '*778#')]);
  await send([hook('h3', 'mtn', '', { action: 'end' }, '*778#')]);
  await sessionOf('h3');
  expect((await sessionOf('h2')).session).toMatchObject({ kind: 'simulator', outcome: 'rejected' });
  const filters = { serviceCode: ['*778#'] };
  const [listed] = await query({ queryType: 'sessions', filters });
  expect(listed?.map((row) => row.sessionId)).toEqual(['h3']);
  const [[rate] = []] = await query({ queryType: 'completion', filters });
  expect(rate).toMatchObject({ closed: 1, completed: 0 });
});
