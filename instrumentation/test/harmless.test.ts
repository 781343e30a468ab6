import { connect } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OtlpSink, startOtlpSink } from './otlp-sink.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

const THROWING = pathToFileURL(path.join(import.meta.dirname, 'apps/throwing-provider.mjs')).href;
const NOBODY = 'http://127.0.0.1:9';

const FORM = 'application/x-www-form-urlencoded';
const CALLBACK =
  'sessionId=ATUid_1&serviceCode=*384*123%23&phoneNumber=%2B254711000111&networkCode=63902&text=&x=1';

/** What the app says of the messages it got. */
interface Seen {
  readonly open: number;
  readonly events: readonly string[];
}

interface Exchange {
  readonly name: string;
  readonly send: readonly (string | Buffer)[];
  /** Close our side once this many bytes have come back. */
  readonly abortAfterBytes?: number;
  /** Close our side after sending, once the app has seen this much. */
  readonly abortOnce?: (seen: Seen) => boolean;
  /** Send each piece only when what was asked before is answered; else the order is a matter of timing. */
  readonly paced?: true;
}

function post(target: string, body: string | Buffer = CALLBACK, type = FORM, more = ''): Buffer {
  const head =
    `POST ${target} HTTP/1.1\r\nHost: app\r\nConnection: close\r\nContent-Type: ${type}\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

const big = Buffer.alloc(10 * 1024 * 1024, 'sessionId=');
const keepAlive = (target: string) =>
  `POST ${target} HTTP/1.1\r\nHost: app\r\nContent-Type: ${FORM}\r\nContent-Length: ${CALLBACK.length}\r\n\r\n${CALLBACK}`;

const simple = [
  '/ussd',
  '/headers',
  '/raw-headers',
  '/stream',
  '/latin1',
  '/gzip',
  '/empty',
  '/unread',
  '/download',
  '/backpressure',
  '/destroy',
  '/half',
  '/trailers',
  '/twice',
  '/wrong-type',
  '/early-hints',
  '/express/send',
  '/express/json',
  '/express/error',
  '/express/reject',
  '/express/status',
  '/express/nowhere',
];

const threw = ({ events }: Seen) => events.some((event) => event.startsWith('uncaught '));

const EXCHANGES: readonly Exchange[] = [
  ...simple.map((target) => ({ name: target, send: [post(target)] })),
  {
    name: 'json',
    send: [post('/express/json', '{"sessionID":"1","text":"2"}', 'application/json')],
  },
  { name: 'broken json', send: [post('/express/json', '{"sessionID":', 'application/json')] },
  { name: 'wrong type', send: [post('/ussd', CALLBACK, 'text/html')] },
  {
    name: 'get',
    send: ['GET /express/get?sessionId=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  },
  { name: 'head', send: ['HEAD /express/get HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'] },
  { name: 'upload', send: [post('/upload', big)] },
  {
    name: 'keep-alive and pipelined',
    paced: true,
    send: [keepAlive('/ussd'), keepAlive('/express/send') + keepAlive('/stream'), post('/ussd')],
  },
  {
    name: 'chunked, in pieces',
    send: [
      'POST /ussd HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n',
      '9\r\nsessionId\r\n',
      '5\r\n=1&te\r\n4\r\nxt=&\r\n',
      '0\r\n\r\n',
    ],
  },
  { name: 'expects 100', send: [post('/ussd', CALLBACK, FORM, 'Expect: 100-continue\r\n')] },
  {
    name: 'broken chunk',
    send: ['POST /ussd HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  },
  {
    name: 'gone before the body',
    send: [post('/ussd').subarray(0, -20)],
    abortOnce: ({ open }) => open > 0,
  },
  { name: 'gone during the answer', send: [post('/backpressure')], abortAfterBytes: 1000 },
  { name: 'throws in a listener', send: [post('/throws')], abortOnce: threw },
  { name: 'throws at once', send: [post('/throws-at-once')], abortOnce: threw },
];

/** The raw bytes of the answer, Date aside; a closed connection without one is ''. */
function exchange(port: number, one: Exchange): Promise<string> {
  const { send, abortOnce, abortAfterBytes, paced } = one;
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    let bytes = 0;
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (abortAfterBytes !== undefined && bytes >= abortAfterBytes) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      const all = Buffer.concat(chunks).toString('latin1');
      const cut = abortAfterBytes === undefined ? all : all.slice(0, abortAfterBytes);
      resolve(cut.replaceAll(/^Date: .*\r\n/gm, ''));
    });
    const answers = () => Buffer.concat(chunks).toString('latin1').split('HTTP/1.1 ').length - 1;
    const asked = (at: number) => send.slice(0, at).join('').split(' HTTP/1.1\r\n').length - 1;
    const sendNext = (at: number) => {
      const piece = send[at];
      if (paced && answers() < asked(at) && !socket.destroyed) setImmediate(sendNext, at);
      else if (piece !== undefined) socket.write(piece, () => setImmediate(sendNext, at + 1));
      else if (abortOnce) void seenBy(port, abortOnce).then(() => socket.destroy());
    };
    sendNext(0);
  });
}

async function seenBy(port: number, enough: (seen: Seen) => boolean): Promise<Seen> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/events`);
    const seen = (await answer.json()) as Seen;
    if (enough(seen)) return seen;
  }
}

/** The app's events, when every message it saw has closed; each kind once, in order. */
async function eventsOnceClosed(port: number): Promise<string[]> {
  const { events } = await seenBy(port, ({ open }) => open === 0);
  await fetch(`http://127.0.0.1:${port}/forget`);
  // How often a socket drains is a matter of timing; that it did is not.
  return events.filter((event, at) => events.indexOf(event) === at);
}

interface Observed {
  readonly answers: Record<string, string>;
  readonly events: Record<string, unknown>;
}

async function observe(app: RunningApp): Promise<Observed> {
  const answers: Record<string, string> = {};
  const events: Record<string, unknown> = {};
  for (const one of EXCHANGES) {
    answers[one.name] = await exchange(app.port, one);
    events[one.name] = await eventsOnceClosed(app.port);
  }
  return { answers, events };
}

/**
 * Tells whether both apps can show the same events: on a machine with no time to spare, which side
 * of a broken connection notices first may differ once, but what we changed would differ each time.
 */
async function agreeOnEvents(one: Exchange, apps: readonly RunningApp[]): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const seen: string[] = [];
    for (const { port } of apps) {
      await exchange(port, one);
      seen.push((await eventsOnceClosed(port)).join());
    }
    if (new Set(seen).size === 1) return true;
  }
  return false;
}

let sink: OtlpSink;
let bareApp: RunningApp;
let bare: Observed;

beforeAll(async () => {
  sink = await startOtlpSink();
  bareApp = await startApp({ app: 'everything.mjs' });
  bare = await observe(bareApp);
}, 60_000);
afterAll(async () => {
  await bareApp.stop('SIGKILL');
  await sink.close();
});

test('the comparison compares something', () => {
  expect(bare.answers['/ussd']).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*CON Hi$/);
  expect(bare.answers['/download']?.length).toBeGreaterThan(20 * 1024 * 1024);
  expect(bare.events['/twice']).toContain('/twice finish');
  expect(bare.events['throws at once']).toContain('uncaught in the handler');
});

const variants: Record<
  string,
  { imports: string[]; env: (sink: OtlpSink) => Record<string, string> }
> = {
  'traced by --import': {
    imports: [REGISTER],
    env: ({ endpoint }) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      HOPSCOPE_CAPTURE: 'full',
    }),
  },
  'when the backend is down': {
    imports: [REGISTER],
    env: () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: NOBODY, OTEL_BSP_SCHEDULE_DELAY: '50' }),
  },
  'when a parser of ours throws': {
    imports: [THROWING],
    env: () => ({ OTEL_TRACES_EXPORTER: 'none' }),
  },
  'when a reader of answers throws': {
    imports: [THROWING],
    env: () => ({ OTEL_TRACES_EXPORTER: 'none', THROW_IN: 'answer' }),
  },
};

for (const [name, { imports, env }] of Object.entries(variants)) {
  test(`every answer is the same byte for byte, and every event in the same order, ${name}`, async () => {
    const app = await startApp({ app: 'everything.mjs', imports, env: env(sink) });
    const traced = await observe(app);
    for (const one of EXCHANGES) {
      const [ours, theirs] = [traced, bare].map(({ events }) => String(events[one.name]));
      if (ours !== theirs && (await agreeOnEvents(one, [app, bareApp]))) {
        traced.events[one.name] = bare.events[one.name];
      }
    }
    // So that it sends the last spans, which the last test looks for.
    await app.stop('SIGTERM');
    for (const { name: exchanged } of EXCHANGES) {
      // Not toEqual on twenty megabytes: the difference would be printed.
      expect({ exchanged, same: traced.answers[exchanged] === bare.answers[exchanged] }).toEqual({
        exchanged,
        same: true,
      });
    }
    expect(traced.events).toEqual(bare.events);
  }, 60_000);
}

for (const target of ['/at-once', '/later']) {
  test(`an app that crashes at ${target} dies with the same code and the same words`, async () => {
    const crash = async (imports: string[]) => {
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint, HOPSCOPE_CAPTURE: 'minimal' };
      const app = await startApp({
        app: 'crashes.mjs',
        imports,
        env: { ...env, HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only' },
      });
      await exchange(app.port, { name: target, send: [post(target)] });
      const { code } = await app.exited;
      // Where it was thrown and what it says; only the frames below may be ours.
      return { code, said: app.stderr().split('    at ')[0] };
    };
    expect(await crash([REGISTER])).toEqual(await crash([]));
  });
}

test('all the while, what happened was recorded', async () => {
  const failures = () =>
    new Set(sink.spans.map(({ attributes }) => attributes['error.type']).filter(Boolean));
  await expect.poll(failures).toContain('uncaught_exception');
  expect(failures()).toContain('connection_closed');
  expect(failures()).toContain('500');
  const screens = sink.spans.map(({ attributes }) => attributes['ussd.response.text']);
  expect(screens).toContain('Hi');
  expect(screens).toContain('zipped');
});
