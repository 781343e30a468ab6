import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FIXTURES } from './built-app.ts';
import { type OtlpSink, type SinkSpan, startOtlpSink } from './otlp-sink.ts';
import { GATEWAYS } from './shaped-gateways.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

const BESIDE = path.join(FIXTURES, 'opentelemetry-beside');
const THEIRS = pathToFileURL(path.join(BESIDE, 'sdk.mjs')).href;
const BOTH = pathToFileURL(path.join(BESIDE, 'sdk-with-both.mjs')).href;
const REQUIRE_HTTP =
  'data:text/javascript,process.getBuiltinModule("module").createRequire("/")("http")';

let bank: http.Server;
let sink: OtlpSink;
let app: RunningApp | undefined;

beforeAll(async () => {
  bank = http.createServer((_request, response) => response.end('120')).listen(0, '127.0.0.1');
  await once(bank, 'listening');
});
afterAll(() => {
  bank.closeAllConnections();
  bank.close();
});
beforeEach(async () => {
  sink = await startOtlpSink();
});
afterEach(async () => {
  await app?.stop('SIGKILL');
  app = undefined;
  await sink.close();
});

const start = (file: string, imports: readonly string[]) =>
  startApp({
    app: file,
    cwd: path.dirname(file),
    imports,
    env: {
      BANK_URL: `http://127.0.0.1:${(bank.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only',
      HOPSCOPE_CAPTURE: 'full',
    },
  });

async function dial({ port }: RunningApp, route: string, turns: number): Promise<string[]> {
  const answers: string[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const { target, init } = GATEWAYS.form.request(route, `dialled${route}`, turn);
    answers.push(await (await fetch(`http://127.0.0.1:${port}${target}`, init)).text());
  }
  return answers;
}

const spansOf = (operation: string | undefined, more: (span: SinkSpan) => boolean = () => true) =>
  sink.spans.filter((span) => span.attributes['ussd.operation.name'] === operation && more(span));

describe('beside the http instrumentation, each step is linked to its server span', () => {
  const setUps: Record<string, readonly string[]> = {
    'of an SDK before ours': [THEIRS, REGISTER],
    'of an SDK behind ours': [REGISTER, THEIRS],
    // Its wrapper is put when something requires http: here ours comes after it.
    'of an SDK before ours, and http required in between': [THEIRS, REQUIRE_HTTP, REGISTER],
    'in the same SDK': [BOTH],
  };
  test.each(Object.entries(setUps))('%s', async (_name, imports) => {
    app = await start(path.join(BESIDE, 'app.mjs'), imports);
    for (const route of ['/form', '/form/events']) {
      expect(await dial(app, route, 2)).toEqual(['CON Welcome\n1. Leave', 'END Goodbye']);
    }
    const health = await fetch(`http://127.0.0.1:${app.port}/health`);
    expect(await health.text()).toBe('well');
    expect(await app.stop()).toEqual({ code: 0, signal: null });

    const steps = spansOf('step');
    const servers = spansOf(undefined, ({ kind }) => kind === 2);
    expect(steps).toHaveLength(4);
    // The last is of /health, and nothing of ours is.
    expect(servers).toHaveLength(5);
    const linked = steps.flatMap(({ links }) => links.map(({ spanId }) => spanId));
    expect(new Set(linked)).toEqual(new Set(servers.slice(0, 4).map(({ spanId }) => spanId)));
    expect(spansOf('session')).toHaveLength(2);
    const asking = steps.filter(({ attributes }) => attributes['ussd.input.text'] === '1');
    expect(
      spansOf('hook')
        .map(({ parentSpanId }) => parentSpanId)
        .sort(),
    ).toEqual(asking.map(({ spanId }) => spanId).sort());
  });

  test('one SDK is enough: with theirs there, ours is not started, and one line says so', async () => {
    app = await start(path.join(BESIDE, 'app.mjs'), [THEIRS, REGISTER]);
    await dial(app, '/form', 1);
    await app.stop();
    expect(new Set(sink.spans.map(({ resource }) => resource['service.name']))).toEqual(
      new Set(['theirs']),
    );
    expect(app.stderr()).toBe(
      'hopscope: OpenTelemetry is set up already; sessions go where it sends its spans\n',
    );
  });
});

describe('requests that come through no server are answered as ever, and are nobody’s session:', () => {
  test.each([
    ['Fastify’s inject', 'fastify-5/app.mjs'],
    ['hapi’s inject', 'hapi-21/app.cjs'],
    ['serverless-http', 'express-5/serverless.mjs'],
  ])('%s', async (_name, file) => {
    app = await start(path.join(FIXTURES, file), [REGISTER]);
    const { stdout } = app;
    await expect.poll(stdout).toContain('injected 200 "CON Welcome\\n1. Leave"');
    await dial(app, '/form', 1);
    await app.stop();
    expect(sink.spans.map(({ attributes }) => attributes['session.id'])).toEqual(['dialled/form']);
    expect(app.stderr()).toBe('');
  });
});
