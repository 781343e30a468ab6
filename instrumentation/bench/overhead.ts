/**
 * What the instrumentation costs an Express app: CPU per request, against the same app bare.
 *
 * `node instrumentation/bench/overhead.ts`: both apps run in processes of their own; rounds alternate
 * between them and the median counts. Spans go to a sink that answers at once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const REQUESTS = Number(process.env.REQUESTS ?? 2_000);
const CONNECTIONS = 8;

const order = { id: 'A-1', lines: Array.from({ length: 12 }, (_, n) => ({ sku: `sku-${n}`, n })) };
const json = { 'content-type': 'application/json' };
let sessions = 0;

interface Load {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: (n: number) => string;
}

const LOADS: Record<string, Load> = {
  'GET, other': { method: 'GET', path: '/orders' },
  'POST small JSON, other': {
    method: 'POST',
    path: '/orders',
    headers: json,
    body: () => '{"id":1}',
  },
  'POST 500 B JSON, other': {
    method: 'POST',
    path: '/orders',
    headers: json,
    body: () => JSON.stringify(order),
  },
  'POST USSD callback': {
    method: 'POST',
    path: '/ussd',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: (n) => {
      if (n % 2 === 0) sessions++;
      return `sessionId=ATUid_${sessions}&serviceCode=*384*123%23&phoneNumber=%2B2547${10_000_000 + sessions}&networkCode=63902&text=${n % 2 === 0 ? '' : '3'}`;
    },
  },
};

interface App {
  readonly child: ChildProcess;
  readonly port: number;
}

async function startApp(imports: string[], env: Record<string, string>): Promise<App> {
  const child = spawn(
    process.execPath,
    [...imports.flatMap((url) => ['--import', url]), path.join(import.meta.dirname, 'app.mjs')],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } },
  );
  const [line] = await once(child.stdout, 'data');
  return { child, port: Number(/port (\d+)/.exec(String(line))?.[1]) };
}

async function cpu(port: number): Promise<{ micros: number; rss: number }> {
  const answer = await fetch(`http://127.0.0.1:${port}/cpu`);
  return (await answer.json()) as { micros: number; rss: number };
}

async function run(port: number, load: Load, requests: number): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (sent < requests) {
      const body = load.body?.(sent);
      sent++;
      const request = http.request({
        host: '127.0.0.1',
        port,
        path: load.path,
        method: load.method,
        agent,
        headers: {
          ...load.headers,
          ...(body === undefined ? undefined : { 'content-length': Buffer.byteLength(body) }),
        },
      });
      request.end(body);
      const [response] = await once(request, 'response');
      response.resume();
      await once(response, 'end');
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const least = (values: number[]): number => Math.min(...values);

const sink = http
  .createServer((request, response) => {
    request.resume().on('end', () => response.end());
  })
  .listen(0, '127.0.0.1');
await once(sink, 'listening');

const register = pathToFileURL(path.join(import.meta.dirname, '../dist/register.js')).href;
const apps = {
  bare: await startApp([], {}),
  traced: await startApp([register], {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(sink.address() as AddressInfo).port}`,
    HOPSCOPE_USER_HASH_KEY: 'a-key-for-benchmarks',
  }),
};

console.log(
  `Node ${process.versions.node}, ${availableParallelism()} cores, ${ROUNDS} rounds of ${REQUESTS} requests`,
);
for (const [name, load] of Object.entries(LOADS)) {
  const micros: Record<string, number[]> = { bare: [], traced: [] };
  for (let round = -2; round < ROUNDS; round++) {
    for (const [variant, { port }] of Object.entries(apps)) {
      const before = await cpu(port);
      await run(port, load, REQUESTS);
      const after = await cpu(port);
      // The first two rounds warm up.
      if (round >= 0) micros[variant]?.push((after.micros - before.micros) / REQUESTS);
    }
  }
  const [bare, traced] = [micros.bare ?? [], micros.traced ?? []];
  const added = (of: (values: number[]) => number) => (of(traced) - of(bare)).toFixed(1);
  console.log(
    `${name.padEnd(24)} bare ${median(bare).toFixed(1)} us, traced ${median(traced).toFixed(1)} us: ` +
      `added ${added(median)} us (of the quietest rounds: ${added(least)} us)`,
  );
}
console.log(
  `resident: bare ${((await cpu(apps.bare.port)).rss / 2 ** 20).toFixed(0)} MiB, traced ${((await cpu(apps.traced.port)).rss / 2 ** 20).toFixed(0)} MiB`,
);
for (const { child } of Object.values(apps)) child.kill('SIGKILL');
sink.closeAllConnections();
sink.close();
