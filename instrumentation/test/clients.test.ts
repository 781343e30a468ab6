import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type OtlpSink, type SinkSpan, startOtlpSink } from './otlp-sink.ts';
import { selfSigned } from './self-signed.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

const PAY = '{"to":"bob","tags":["a"]}';
const BALANCE = '{"balance":12}';

/** What the bank does, by the first part of the path; the rest of it tells callers apart. */
const ROUTES: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  ok: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(BALANCE);
  },
  gzip: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(BALANCE));
  },
  image: (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([0x89, 0x50, 0, 1]));
  },
  missing: (_request, response) => void response.writeHead(404).end('no'),
  moved: (request, response) => {
    const location = (request.url ?? '').replace('moved', 'ok');
    response.writeHead(302, { location }).end();
  },
  flaky: (request, response) => {
    const key = String(request.url);
    const asked = (flaky.get(key) ?? 0) + 1;
    flaky.set(key, asked);
    response.writeHead(asked < 3 ? 503 : 200).end(asked < 3 ? 'busy' : BALANCE);
  },
  reset: (request) => void request.socket.destroy(),
  silent: () => {},
  stalls: (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
  },
  breaks: (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => setTimeout(() => response.destroy(), 10));
  },
  large: (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(300_000));
  },
  hints: (_request, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(200).end(BALANCE);
  },
  trailers: (_request, response) => {
    response.writeHead(200, { trailer: 'x-sum' });
    response.write(BALANCE);
    response.addTrailers({ 'x-sum': '1' });
    response.end();
  },
};
const flaky = new Map<string, number>();

interface Asked {
  readonly target: string;
  /** Raw, without what differs by nature. */
  readonly headers: readonly string[];
  readonly traceparent: string | undefined;
  readonly body: string;
}

let bank: http.Server;
let origin: string;
/** Https, with a certificate that no client knows, and with one that is known and of another name. */
let unknown: https.Server;
let misnamed: https.Server;
/** Takes connections and says nothing, so that no handshake ends. */
let mute: Server;
let folder: string;
let knownFile: string;
let refused: string;
const asked: Asked[] = [];

const port = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    try {
      for await (const chunk of request) body += chunk;
    } catch {
      return;
    }
    const { rawHeaders, headers } = request;
    asked.push({
      target: `${request.method} ${request.url}`,
      headers: rawHeaders
        .flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []))
        .filter((line) => !/^traceparent:/i.test(line)),
      traceparent: headers.traceparent as string | undefined,
      body,
    });
    // Through a plain proxy the whole URL comes as the path.
    const target = (request.url ?? '').replace(/^http:\/\/[^/]+/, '');
    ROUTES[target.split('/')[1] ?? '']?.(request, response);
  };
  bank = http.createServer(answer);
  const [stranger, known] = [selfSigned('localhost'), selfSigned('other.example')];
  unknown = https.createServer(stranger, answer);
  misnamed = https.createServer(known, answer);
  mute = createServer((socket) => socket.on('error', () => {}));
  for (const server of [unknown, misnamed, mute]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  folder = mkdtempSync(path.join(tmpdir(), 'hopscope-clients-'));
  knownFile = path.join(folder, 'known.pem');
  writeFileSync(knownFile, known.cert);
  bank.on('connect', (request, socket) => {
    const [host, to] = String(request.url).split(':');
    const upstream = connect(Number(to), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on('error', () => {});
  });
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
  origin = `http://127.0.0.1:${port(bank)}`;
  const gone = http.createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  refused = `http://127.0.0.1:${port(gone)}/x`;
  await new Promise((closed) => gone.close(closed));
});
afterAll(() => {
  for (const server of [bank, unknown, misnamed]) {
    server.closeAllConnections();
    server.close();
  }
  mute.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Plan {
  readonly to: string | (() => string);
  readonly options?: Readonly<Record<string, unknown>> | (() => Record<string, unknown>);
  /** One text for each hook, in order: status and error.type. */
  readonly hooks: readonly (string | RegExp)[];
  readonly resends?: readonly (number | undefined)[];
  readonly bodies?: readonly [string | undefined, string | undefined];
  /** Clients that have no such thing. */
  readonly not?: RegExp;
  readonly only?: RegExp;
  /** Whether the bank sees it depends on who is faster. */
  readonly races?: true;
}

const TIMEOUT = { timeout: 200 };
/** Long enough for the answer's first half, also on a busy machine. */
const LONG = 1_500;
const SHAPE = '{"to":"string","tags":["string"]}';

const PLANS: Record<string, Plan> = {
  'an answer': {
    to: '/ok',
    options: { method: 'POST', body: PAY },
    hooks: ['200'],
    bodies: [SHAPE, '{"balance":"number"}'],
  },
  'a compressed answer': {
    to: '/gzip',
    hooks: ['200'],
    bodies: [undefined, '{"balance":"number"}'],
  },
  'an image': { to: '/image', hooks: ['200'], bodies: [undefined, 'binary (image/png, 4 bytes)'] },
  'an error status': { to: '/missing', hooks: ['404 404'] },
  'a redirect': { to: '/moved', hooks: ['302', '200'], not: /^(?:http|undici|undici 8)$/ },
  'a refused connection': { to: () => refused, hooks: ['ECONNREFUSED'] },
  'an unknown host': { to: 'http://no-such-host.invalid/', hooks: [/^(?:ENOTFOUND|EAI_AGAIN)$/] },
  'a failed handshake': {
    to: () => `${origin.replace('http:', 'https:')}/ok`,
    hooks: [/^(?:EPROTO|ERR_SSL_\w+)$/],
  },
  'a certificate that nobody knows': {
    to: () => `https://localhost:${port(unknown)}/ok`,
    hooks: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
  },
  'a certificate of another name': {
    to: () => `https://127.0.0.1:${port(misnamed)}/ok`,
    hooks: ['ERR_TLS_CERT_ALTNAME_INVALID'],
  },
  'a connection that does not come about in time': {
    to: () => `https://127.0.0.1:${port(mute)}/ok`,
    options: TIMEOUT,
    hooks: ['timeout'],
    not: /^(?:axios|.*fetch)$/,
  },
  // The oldest aborts it, without a word to its request that this is for the time.
  'a connection that does not come about in time, untold': {
    to: () => `https://127.0.0.1:${port(mute)}/ok`,
    options: TIMEOUT,
    hooks: [/^(?:aborted|timeout)$/],
    only: /^axios$/,
  },
  'a connection that is reset': { to: '/reset', hooks: ['ECONNRESET'] },
  'an answer that breaks off': { to: '/breaks', hooks: ['200 ECONNRESET'] },
  'no answer in time': {
    races: true,
    to: '/silent',
    options: TIMEOUT,
    hooks: ['timeout'],
    not: /fetch/,
  },
  'an answer that stalls': {
    to: '/stalls',
    options: { timeout: LONG },
    hooks: ['200 timeout'],
    not: /fetch/,
  },
  'a signal’s timeout': {
    races: true,
    to: '/silent',
    options: { signalMs: 150 },
    hooks: ['timeout'],
    not: /^(?:undici|axios|got|got 14)$/,
  },
  // These say of a signal only that it was aborted.
  'a signal’s timeout, untold': {
    races: true,
    to: '/silent',
    options: { signalMs: 150 },
    hooks: [/^(?:aborted|timeout)$/],
    only: /^(?:undici|axios|got 14)$/,
  },
  'an abort': {
    races: true,
    to: '/silent',
    options: { abortMs: 100 },
    hooks: ['aborted'],
    not: /^got$/,
  },
  'an abort in the middle': {
    to: '/stalls',
    options: { abortMs: LONG },
    hooks: ['200 aborted'],
    not: /^got$/,
  },
  retries: {
    to: '/flaky',
    options: { retry: true },
    hooks: ['503 503', '503 503', '200'],
    resends: [undefined, 1, 2],
    only: /^(?:axios|got|got 14)$/,
  },
  'an answer nobody reads': {
    to: '/ok',
    options: { unread: true },
    hooks: ['200'],
    not: /^(?:axios|got)/,
  },
  'a large answer nobody reads': {
    to: '/large',
    options: { unread: true },
    hooks: ['200'],
    not: /^(?:axios|got)/,
  },
  'early hints': { to: '/hints', hooks: ['200'] },
  trailers: { to: '/trailers', hooks: ['200'] },
  'headers as an array': {
    to: '/ok',
    options: { method: 'POST', body: PAY, rawHeaders: true },
    hooks: ['200'],
    bodies: [SHAPE, '{"balance":"number"}'],
    only: /^http$/,
  },
  'a request and an answer that are handed on': {
    to: '/ok',
    options: { method: 'POST', body: PAY, handedOn: true },
    hooks: ['200'],
    bodies: [SHAPE, '{"balance":"number"}'],
    only: /^http$/,
  },
  'a request that is handed on and breaks': {
    to: '/breaks',
    options: { handedOn: true },
    hooks: ['200 ECONNRESET'],
    only: /^http$/,
  },
  'a kept connection, first': {
    to: '/ok',
    options: { keep: true },
    hooks: ['200'],
    only: /^http$/,
  },
  'a kept connection, again': {
    to: '/ok',
    options: { keep: true },
    hooks: ['200'],
    only: /^http$/,
  },
  'a proxy': {
    to: '/ok',
    options: () => ({ proxy: origin }),
    hooks: ['200'],
    only: /^(?:axios|undici|undici 8)$/,
  },
  // CONNECT first, then the call within the tunnel: one span, of the call.
  'a tunnel through a proxy': {
    to: '/ok',
    options: () => ({ tunnel: origin }),
    hooks: ['200'],
    bodies: [undefined, '{"balance":"number"}'],
    only: /^(?:http|got|got 14)$/,
  },
  'a proxy that is not there': {
    to: '/ok',
    options: () => ({ proxy: new URL(refused).origin }),
    hooks: ['ECONNREFUSED'],
    only: /^(?:axios|undici|undici 8)$/,
  },
};

const OLDEST = ['http', 'fetch', 'undici', 'undici fetch', 'axios', 'got'];
const NEWEST = [...OLDEST, 'got 14', 'undici 8', 'undici 8 fetch'];

interface Call {
  readonly id: string;
  readonly client: string;
  readonly plan: Plan;
}

const callsOf = (suite: string, clients: readonly string[]): Call[] =>
  clients.flatMap((client) =>
    Object.entries(PLANS)
      .filter(([, { not, only }]) => !not?.test(client) && (only?.test(client) ?? true))
      .map(([name, plan]) => ({ id: `${suite} ${client}: ${name}`, client, plan })),
  );

const slugOf = (id: string, who: 'a' | 'b') => `${who}-${id.replace(/\W+/g, '-')}`;
const askedBy = (id: string, who: 'a' | 'b') =>
  asked.filter(({ target }) => target.endsWith(`/${slugOf(id, who)}`));

const UNREAD_WAIT = { timeout: 15_000, interval: 100 };
const CALL_MS_MAX = 20_000;

/** Has the app make a call, and gives back what the app got and what the bank saw. */
async function make(app: RunningApp, { id, client, plan }: Call, who: 'a' | 'b'): Promise<unknown> {
  const { to, options = {} } = plan;
  const slug = slugOf(id, who);
  const url = typeof to === 'function' ? to() : to.startsWith('/') ? `${origin}${to}/${slug}` : to;
  const answer = await fetch(`http://127.0.0.1:${app.port}/ussd`, {
    method: 'POST',
    signal: AbortSignal.timeout(CALL_MS_MAX),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-plan': JSON.stringify({
        client,
        url,
        ...(typeof options === 'function' ? options() : options),
      }),
    },
    body: new URLSearchParams({
      sessionId: id,
      serviceCode: '*384#',
      phoneNumber: '+254711000111',
      networkCode: '63902',
      text: '',
    }).toString(),
  });
  const text = await answer.text();
  if (plan.races) return { text };
  const seen = askedBy(id, who).map(({ target, headers, body }) => ({
    target: target.replace(slug, ''),
    headers,
    body,
  }));
  return { text, seen };
}

describe.each([
  ['oldest', OLDEST, '../fixtures/clients-oldest/app.cjs'],
  ['newest', NEWEST, '../fixtures/clients-newest/app.mjs'],
])('clients, %s', (suite, clients, appFile) => {
  const calls = callsOf(suite, clients);
  const observed = new Map<string, unknown>();
  const bare = new Map<string, unknown>();
  let sink: OtlpSink;

  beforeAll(async () => {
    sink = await startOtlpSink();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint, HOPSCOPE_CAPTURE: 'standard' };
    const trust = { NODE_EXTRA_CA_CERTS: knownFile };
    const [app, twin] = await Promise.all([
      startApp({ app: appFile, imports: [REGISTER], env: { ...env, ...trust } }),
      startApp({ app: appFile, env: trust }),
    ]);
    try {
      await Promise.all(
        clients.map(async (client) => {
          for (const call of calls.filter((one) => one.client === client)) {
            const [seen, without] = await Promise.all([
              make(app, call, 'a'),
              make(twin, call, 'b'),
            ]);
            observed.set(call.id, seen);
            bare.set(call.id, without);
          }
        }),
      );
      // Unread answers end by themselves, a while after the hop.
      const unread = calls.filter(({ plan }) => JSON.stringify(plan.options)?.includes('unread'));
      const missing = () => unread.filter(({ id }) => hooksOf(id).length === 0);
      // One that is missing is for its own test to say.
      await vi.waitFor(() => expect(missing()).toEqual([]), UNREAD_WAIT).catch(() => {});
    } finally {
      await Promise.all([app.stop(), twin.stop()]);
      await sink.close();
    }
  }, 90_000);

  const hooksOf = (id: string): SinkSpan[] =>
    sink.spans
      .filter(({ attributes: a }) => a['session.id'] === id && a['ussd.operation.name'] === 'hook')
      .sort((a, b) => a.startMs - b.startMs);

  test.each(calls)('$id', ({ id, plan }) => {
    expect(observed.get(id)).toEqual(bare.get(id));
    const hooks = hooksOf(id);
    const told = hooks.map(({ attributes: a }) =>
      [a['http.response.status_code'], a['error.type']]
        .filter((part) => part !== undefined)
        .join(' '),
    );
    expect(told).toHaveLength(plan.hooks.length);
    for (const [index, expected] of plan.hooks.entries()) {
      expect(told[index]).toMatch(
        typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected,
      );
    }
    const resends = hooks.map(({ attributes }) => attributes['http.request.resend_count']);
    expect(resends).toEqual(plan.resends ?? hooks.map(() => undefined));
    if (plan.bodies !== undefined) {
      const { attributes: last } = hooks.at(-1) as SinkSpan;
      expect([last['ussd.hook.request.body'], last['ussd.hook.response.body']]).toEqual(
        plan.bodies,
      );
    }
    const step = sink.spans.find(
      ({ attributes: a }) => a['session.id'] === id && a['ussd.operation.name'] === 'step',
    );
    for (const hook of hooks) expect(hook.parentSpanId).toBe(step?.spanId);
    // Whatever reached the bank carried its own hook's traceparent; the twin's calls carried none.
    const own = askedBy(id, 'a').map(({ traceparent }) => traceparent);
    expect(own).toEqual(
      hooks.slice(0, own.length).map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`),
    );
    expect(askedBy(id, 'b').filter(({ traceparent }) => traceparent !== undefined)).toEqual([]);
  });
});
