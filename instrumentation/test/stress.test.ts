import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OtlpSink, startOtlpSink } from './otlp-sink.ts';
import { REGISTER, startApp } from './start-app.ts';

const SESSIONS = 500;
const UPLOAD_BYTES = 10 * 1024 * 1024;
const ANSWERS = ['slow', 'streamed', 'zipped', 'bank', 'now'] as const;

/** What one request gave: everything but the date, or that its sender went away. */
type Outcome = string;

let sink: OtlpSink;
let bank: http.Server;
beforeAll(async () => {
  sink = await startOtlpSink();
  bank = http.createServer((request, response) =>
    request.resume().on('end', () => response.end('KES 120')),
  );
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
});
afterAll(async () => {
  bank.closeAllConnections();
  bank.close();
  await sink.close();
});

interface Asked {
  readonly path?: string;
  readonly body: string | Buffer;
  /** The sender goes away: in the middle of its body, or when all of it is sent. */
  readonly leaves?: 'early' | 'late';
}

function ask(port: number, agent: http.Agent, { path = '/ussd', body, leaves }: Asked) {
  return new Promise<Outcome>((resolve) => {
    const request = http.request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      },
    });
    request.on('error', () => resolve('left'));
    request.on('response', async (response) => {
      const hash = createHash('sha256');
      for await (const chunk of response) hash.update(chunk);
      const headers = response.rawHeaders.filter(
        (_, index, all) => !/^date$/i.test(all[index - (index % 2)] ?? ''),
      );
      resolve(`${response.statusCode} ${headers.join('|')} ${hash.digest('hex')}`);
    });
    if (leaves === undefined) {
      request.end(body);
    } else {
      request.write(leaves === 'early' ? body.slice(0, body.length / 2) : body, () =>
        setImmediate(() => request.destroy()),
      );
    }
  });
}

const callback = (session: number, text: string) =>
  new URLSearchParams({
    sessionId: `ATUid_${session}`,
    serviceCode: '*384*123#',
    phoneNumber: `+2547${10_000_000 + session}`,
    networkCode: '63902',
    text,
  }).toString();

/** Three screens, one of them asked for twice; some subscribers go away, some senders are no gateway. */
async function playSession(port: number, agent: http.Agent, session: number): Promise<Outcome[]> {
  const second = ANSWERS[session % ANSWERS.length] ?? 'now';
  const third = ANSWERS[(session * 7 + 3) % ANSWERS.length] ?? 'now';
  const outcomes = [await ask(port, agent, { body: callback(session, '') })];
  const again = { body: callback(session, second) };
  // A gateway that hears nothing for long sends the same again.
  outcomes.push(...(await Promise.all([again, again].map((asked) => ask(port, agent, asked)))));
  const leaves = session % 10 === 0 ? 'early' : session % 10 === 5 ? 'late' : undefined;
  const last = { body: callback(session, `${second}*${third}`) };
  outcomes.push(await ask(port, agent, leaves === undefined ? last : { ...last, leaves }));
  if (session % 50 === 0) {
    const body = Buffer.alloc(UPLOAD_BYTES, `${session}`);
    outcomes.push(await ask(port, agent, { path: '/upload', body }));
    const form = `${callback(session, '')}&padding=${'x'.repeat(UPLOAD_BYTES)}`;
    outcomes.push(await ask(port, agent, { body: form }));
  }
  return outcomes;
}

interface Played {
  readonly outcomes: readonly Outcome[][];
  readonly did: { readonly callbacks: number; readonly hooks: number };
  readonly exit: { readonly code: number | null; readonly signal: NodeJS.Signals | null };
  readonly stderr: string;
}

async function play(imports: readonly string[]): Promise<Played> {
  const app = await startApp({
    app: 'stress.mjs',
    imports,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      HOPSCOPE_USER_HASH_KEY: 'a key for tests only',
      BANK_URL: `http://127.0.0.1:${(bank.address() as AddressInfo).port}`,
    },
  });
  const agent = new http.Agent({ keepAlive: true });
  const outcomes = await Promise.all(
    Array.from({ length: SESSIONS }, (_, session) => playSession(app.port, agent, session)),
  );
  agent.destroy();
  const exit = await app.stop();
  const did = JSON.parse(/^did (.*)$/m.exec(app.stdout())?.[1] ?? '{}');
  return { outcomes, did, exit, stderr: app.stderr() };
}

test('500 sessions at once: the app answers byte for byte as without us, ends by itself, and every span arrives', async () => {
  const bare = await play([]);
  const traced = await play([REGISTER]);

  expect(traced.outcomes.flat().filter((outcome) => outcome === 'left')).toHaveLength(SESSIONS / 5);
  expect(traced.outcomes).toEqual(bare.outcomes);
  expect(traced.stderr).toBe('');
  // Nobody killed it: with a timer or a socket of ours left open it would still run.
  expect(traced.exit).toEqual({ code: 0, signal: null });
  expect(bare.exit).toEqual({ code: 0, signal: null });

  const spans = (operation: string) =>
    sink.spans.filter(({ attributes }) => attributes['ussd.operation.name'] === operation);
  expect(spans('step')).toHaveLength(traced.did.callbacks);
  expect(spans('hook')).toHaveLength(traced.did.hooks);
  const roots = spans('session').map(({ traceId }) => traceId);
  expect(new Set(roots).size).toBe(roots.length);
  const ended = traced.outcomes.length;
  expect(new Set(spans('step').map(({ traceId }) => traceId)).size).toBe(ended);
}, 90_000);
