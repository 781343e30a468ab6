import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OtlpSink, type SinkSpan, startOtlpSink } from './otlp-sink.ts';
import { RESOURCE_ATTRIBUTES } from './resource-attributes.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

let sink: OtlpSink;
let bank: http.Server;
let bankUrl: string;
let traceparents: (string | undefined)[];
let app: RunningApp | undefined;

beforeAll(async () => {
  bank = http.createServer((request, response) => {
    traceparents.push(request.headers.traceparent as string | undefined);
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end('{"balance":120}');
    });
  });
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
  bankUrl = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
});
afterAll(() => {
  bank.closeAllConnections();
  bank.close();
});

beforeEach(async () => {
  traceparents = [];
  sink = await startOtlpSink();
});
afterEach(async () => {
  await app?.stop('SIGKILL');
  app = undefined;
  await sink.close();
});

const environment = (more: Record<string, string> = {}) => ({
  BANK_URL: bankUrl,
  OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
  HOPSCOPE_CAPTURE: 'full',
  HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only',
  ...more,
});

async function dial(port: number, text: string, sessionId = 'ATUid_1'): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/ussd`, {
    method: 'POST',
    body: new URLSearchParams({
      sessionId,
      serviceCode: '*384*123#',
      phoneNumber: '+254711000111',
      networkCode: '63902',
      text,
    }),
  });
  return answer.text();
}

async function spansOf(operation: string, count: number): Promise<SinkSpan[]> {
  const found = () =>
    sink.spans
      .filter(({ attributes }) => attributes['ussd.operation.name'] === operation)
      .sort((a, b) => a.startMs - b.startMs);
  await expect.poll(() => found().length, { timeout: 10_000 }).toBe(count);
  return found();
}

/** A session of two hops with a hook in the second, checked from end to end. */
async function expectWholeSession(port: number, hookMethod: string): Promise<SinkSpan[]> {
  expect(await dial(port, '')).toBe('CON Welcome\n1. Balance\n2. Leave');
  expect(await dial(port, '1')).toBe('END Your balance is 120');

  const steps = await spansOf('step', 2);
  const [hook] = await spansOf('hook', 1);
  const [root] = await spansOf('session', 1);
  const [first, second] = steps;
  expect(new Set(sink.spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(root?.parentSpanId).toBe('');
  expect([first?.parentSpanId, second?.parentSpanId]).toEqual([root?.spanId, root?.spanId]);
  expect(first?.attributes).toMatchObject({
    'ussd.provider.name': 'africastalking',
    'ussd.service.code': '*384*123#',
    'session.id': 'ATUid_1',
    'ussd.response.type': 'continue',
  });
  expect(second?.attributes).toMatchObject({
    'ussd.response.type': 'end',
    'ussd.session.outcome': 'completed',
  });
  expect(hook).toMatchObject({ kind: 3, parentSpanId: second?.spanId });
  expect(hook?.attributes).toMatchObject({
    'http.request.method': hookMethod,
    'http.response.status_code': 200,
  });
  expect(hook?.startMs).toBeGreaterThanOrEqual(second?.startMs ?? Number.NaN);
  expect(hook?.endMs).toBeLessThanOrEqual(second?.endMs ?? Number.NaN);
  expect(traceparents).toEqual([`00-${hook?.traceId}-${hook?.spanId}-01`]);
  return steps;
}

test('an ESM app on Express, started with --import, is traced whole', async () => {
  app = await startApp({ app: 'express-esm.mjs', imports: [REGISTER], env: environment() });
  const [step] = await expectWholeSession(app.port, 'POST');
  expect(step?.scope).toEqual({ name: '@hopscope/instrumentation', version: '0.1.0' });
  expect(step?.schemaUrl).toBe('https://hopscope.dev/schemas/ussd/0.1.0');
  // The nearest package.json is this package's.
  expect(step?.resource).toMatchObject({
    'service.name': '@hopscope/instrumentation',
    'service.version': '0.1.0',
  });
  expect(new Set(sink.paths)).toEqual(new Set(['/v1/traces']));
  expect(app.stderr()).toBe('');
});

test('a CommonJS app without a framework, started with --import, is traced whole', async () => {
  app = await startApp({
    app: 'http-cjs.cjs',
    imports: [REGISTER],
    env: environment({
      OTEL_SERVICE_NAME: 'wallet',
      OTEL_RESOURCE_ATTRIBUTES: 'service.version=7',
    }),
  });
  const [step] = await expectWholeSession(app.port, 'GET');
  expect(step?.resource).toMatchObject({ 'service.name': 'wallet', 'service.version': '7' });
});

test('an app that starts its own SDK with UssdInstrumentation is traced whole', async () => {
  app = await startApp({ app: 'own-sdk.mjs', env: environment({ OTEL_BSP_SCHEDULE_DELAY: '50' }) });
  const [step] = await expectWholeSession(app.port, 'POST');
  expect(step?.resource).toMatchObject({ 'service.name': 'own-sdk' });
});

const EVERY_DETECTOR = ['serviceinstance', 'process', 'host', 'os', 'env'];
test.each([
  [undefined, EVERY_DETECTOR.filter((name) => name !== 'process')],
  ['env', ['env']],
  ['all', EVERY_DETECTOR],
])(
  'the resource is what docs/privacy.md lists, with the detectors %s',
  async (detectors, chosen) => {
    app = await startApp({
      app: 'http-cjs.cjs',
      imports: [REGISTER],
      env: environment({
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
        OTEL_BSP_SCHEDULE_DELAY: '50',
        ...(detectors !== undefined && { OTEL_NODE_RESOURCE_DETECTORS: detectors }),
      }),
    });
    await dial(app.port, '');
    const [step] = await spansOf('step', 1);
    const listed = RESOURCE_ATTRIBUTES.filter(
      ({ detector }) => detector === undefined || chosen.includes(detector),
    ).flatMap(({ keys }) => keys);
    // Not every machine has an id that may be read.
    const sent = [...Object.keys(step?.resource ?? {}), 'host.id'];
    expect(sent.filter((key) => !listed.includes(key) && key !== 'host.id')).toEqual([]);
    expect(listed.filter((key) => !sent.includes(key))).toEqual([]);
  },
);

test('an app whose own SDK comes behind register is told that it gets no spans, and what to do', async () => {
  app = await startApp({
    app: 'own-sdk.mjs',
    imports: [REGISTER],
    env: environment({ OTEL_BSP_SCHEDULE_DELAY: '50' }),
  });
  await dial(app.port, '');
  await spansOf('step', 1);
  expect(app.stderr()).toMatch(
    /^hopscope: .*duplicate registration of API: trace \(the app starts an SDK of its own.*\)$/m,
  );
  expect(app.stderr()).not.toContain('    at ');
});

test('a backend that asks for a token is told of once, with the setting that gives it', async () => {
  const strict = http.createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(401).end());
  });
  strict.listen(0, '127.0.0.1');
  await once(strict, 'listening');
  const endpoint = `http://127.0.0.1:${(strict.address() as AddressInfo).port}`;
  app = await startApp({
    app: 'http-cjs.cjs',
    imports: [REGISTER],
    env: environment({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '50' }),
  });
  await dial(app.port, '');
  const { stderr } = app;
  await expect.poll(stderr, { timeout: 10_000 }).toContain('OTEL_EXPORTER_OTLP_HEADERS=');
  expect(stderr()).toMatch(/^hopscope: OTLPExporterError .*401 .*HOPSCOPE_TOKEN.*\n$/);
  strict.closeAllConnections();
  strict.close();
});

test('an SDK that is shut down sends what still waits for a session store', async () => {
  app = await startApp({ app: 'slow-store.mjs', env: environment() });
  await dial(app.port, '');
  expect(await app.stop()).toEqual({ code: 0, signal: null });
  expect(sink.spans).toHaveLength(1);
});

test('both ways at once record each session once, and say so', async () => {
  app = await startApp({ app: 'own-sdk.mjs', imports: [REGISTER], env: environment() });
  await expectWholeSession(app.port, 'POST');
  expect(app.stderr()).toContain('observes this process already');
});

test('Arkesel sessions are traced too', async () => {
  app = await startApp({ app: 'express-esm.mjs', imports: [REGISTER], env: environment() });
  for (const newSession of [true, false]) {
    await fetch(`http://127.0.0.1:${app.port}/arkesel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        sessionID: 'ark-1',
        userID: 'USER1',
        newSession,
        msisdn: '233544919953',
        userData: newSession ? '*928*01#' : '1',
        network: 'MTN',
      }),
    });
  }
  const steps = await spansOf('step', 2);
  expect(steps.map(({ attributes }) => attributes['ussd.provider.name'])).toEqual([
    'arkesel',
    'arkesel',
  ]);
  expect(steps.map(({ attributes }) => attributes['ussd.response.type'])).toEqual([
    'continue',
    'end',
  ]);
});

test('requests of something else make no span', async () => {
  app = await startApp({ app: 'express-esm.mjs', imports: [REGISTER], env: environment() });
  const answer = await fetch(`http://127.0.0.1:${app.port}/other`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"order":1}',
  });
  expect(await answer.json()).toEqual({ got: { order: 1 } });
  await dial(app.port, '');
  await spansOf('step', 1);
  expect(sink.spans).toHaveLength(1);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends an app without handlers by ${signal}, after the last span was sent`, async () => {
    app = await startApp({
      app: 'express-esm.mjs',
      imports: [REGISTER],
      env: environment({ OTEL_BSP_SCHEDULE_DELAY: '60000' }),
    });
    await dial(app.port, '');
    expect(await app.stop(signal)).toEqual({ code: null, signal });
    expect({ spans: sink.spans.length, said: app.stderr() }).toEqual({ spans: 1, said: '' });
  });
}

test('SIGTERM sends the last counts too; where only those are wanted, no second API is suspected', async () => {
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: environment({ OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'otlp' }),
  });
  await dial(app.port, '');
  expect(await app.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  expect(sink.metrics.map(({ name }) => name)).toContain('ussd.sessions');
  expect(app.stderr()).not.toContain('two versions');
});

test("an app's own signal handler decides alone how the app ends", async () => {
  app = await startApp({
    app: 'exits-itself.mjs',
    imports: [REGISTER],
    env: environment({ OTEL_BSP_SCHEDULE_DELAY: '60000' }),
  });
  await dial(app.port, '');
  expect(await app.stop('SIGTERM')).toEqual({ code: 7, signal: null });
  expect(app.stdout()).toContain('listeners 1');
  expect(sink.spans).toHaveLength(1);
});

test('a process that simply comes to its end sends its last spans and keeps its exit code', async () => {
  app = await startApp({
    app: 'serves-one.mjs',
    imports: [REGISTER],
    env: environment({ OTEL_BSP_SCHEDULE_DELAY: '60000' }),
  });
  await dial(app.port, '');
  expect(await app.exited).toEqual({ code: 3, signal: null });
  expect(sink.spans).toHaveLength(1);
});

test('a backend that takes a request and never answers holds up the natural end for 3 s', async () => {
  const hole = createServer().listen(0, '127.0.0.1');
  await once(hole, 'listening');
  app = await startApp({
    app: 'serves-one.mjs',
    imports: [REGISTER],
    env: environment({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(hole.address() as AddressInfo).port}`,
    }),
  });
  await dial(app.port, '');
  const answeredMs = performance.now();
  expect(await app.exited).toEqual({ code: 3, signal: null });
  // Half of the SDK's own 10 s and more: for a busy machine.
  expect(performance.now() - answeredMs).toBeLessThan(6_500);
  hole.close();
});

test('a wrong setting is named once on stderr, and its default is used', async () => {
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: environment({ HOPSCOPE_CAPTURE: 'everything' }),
  });
  await dial(app.port, '');
  await dial(app.port, '2');
  const [step] = await spansOf('step', 2);
  expect(step?.attributes['ussd.capture.level']).toBe('standard');
  expect(app.stderr().match(/HOPSCOPE_CAPTURE is 'everything', expected/g)).toHaveLength(1);
});

test('a backend that cannot be reached is said once, in one line', async () => {
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: environment({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_BSP_SCHEDULE_DELAY: '20',
      OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    }),
  });
  await dial(app.port, '', 'a');
  await expect.poll(() => app?.stderr(), { timeout: 10_000 }).toContain('ECONNREFUSED');
  await dial(app.port, '', 'b');
  await app.stop();
  expect(app.stderr().trim().split('\n')).toHaveLength(1);
}, 20_000);

const missing: Record<string, string> = {
  '@opentelemetry/sdk-node':
    'hopscope: @opentelemetry/sdk-node is not installed; nothing is recorded. Install it: npm install @opentelemetry/sdk-node@latest\n',
  '@opentelemetry/api':
    "hopscope: could not start, nothing is recorded: Cannot find package '@opentelemetry/api'\n",
};

for (const [name, line] of Object.entries(missing)) {
  test(`an app runs without ${name}, and one line says what is missing`, async () => {
    app = await startApp({
      app: 'http-cjs.cjs',
      imports: [new URL('apps/without-packages.mjs', import.meta.url).href, REGISTER],
      env: environment({ WITHOUT: name }),
    });
    expect(await dial(app.port, '1')).toBe('END Your balance is 120');
    expect(app.stderr()).toBe(line);
    expect(await app.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  });
}

test('OTEL_SDK_DISABLED switches everything off', async () => {
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: environment({ OTEL_SDK_DISABLED: 'true' }),
  });
  await dial(app.port, '1');
  expect(traceparents).toEqual([undefined]);
  expect(await app.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  expect(sink.paths).toEqual([]);
});

test('the app and its children see the environment they were given', async () => {
  app = await startApp({ app: 'exits-itself.mjs', imports: [REGISTER], env: environment() });
  expect(app.stdout()).toContain(
    'environment OTEL_EXPORTER_OTLP_ENDPOINT,OTEL_EXPORTER_OTLP_PROTOCOL\n',
  );
});

test('HOPSCOPE_DEBUG says once per route what was recognised and why, or why not', async () => {
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: environment({ HOPSCOPE_DEBUG: '1' }),
  });
  const origin = `http://127.0.0.1:${app.port}`;
  await dial(app.port, '');
  await dial(app.port, '2');
  await fetch(`${origin}/other/254711000111`, { method: 'POST', body: 'sessionId=1&text=2' });
  await fetch(`${origin}/page`);
  await fetch(`${origin}/photo`, { method: 'POST', body: new FormData() });
  await expect
    .poll(() => app?.stderr())
    .toBe(
      'hopscope: POST /ussd: a USSD step of africastalking (by sessionId, serviceCode, phoneNumber, text)\n' +
        'hopscope: POST /other/{id}: no USSD provider recognised by its fields (sessionId, text); ' +
        'nearest is africastalking, which has serviceCode, phoneNumber\n' +
        'hopscope: GET /page: not looked at: a GET without a query\n' +
        'hopscope: POST /photo: not looked at: its body is multipart/form-data\n',
    );
});
