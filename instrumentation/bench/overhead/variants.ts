import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { CALLBACKS_PER_SESSION, SPANS_PER_SESSION } from './callbacks.ts';

const FIXTURE = path.join(import.meta.dirname, '../../test/fixtures/overhead');
const REGISTER = pathToFileURL(path.join(import.meta.dirname, '../../dist/esm/register.js')).href;
const PEERS = ['--require', path.join(FIXTURE, 'peers.cjs')];

/** One way to run the app of the measurement. */
export interface Variant {
  readonly name: string;
  readonly nodeArgs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Spans of one callback, on average; checked, so that a variant does what its name says. */
  readonly spans: number;
}

/** Who is measured against whom, all in the same run. */
export const VARIANTS = {
  bare: { name: 'bare express', nodeArgs: [], env: {}, spans: 0 },
  noSdk: {
    name: 'ours, no SDK',
    nodeArgs: ['--import', pathToFileURL(path.join(FIXTURE, 'no-sdk.mjs')).href],
    env: {},
    spans: 0,
  },
  unsampled: {
    name: 'ours, unsampled',
    nodeArgs: ['--import', REGISTER],
    env: { OTEL_TRACES_SAMPLER: 'always_off' },
    spans: 0,
  },
  ours: {
    name: 'ours',
    nodeArgs: ['--import', REGISTER],
    env: {},
    spans: SPANS_PER_SESSION / CALLBACKS_PER_SESSION,
  },
  amounts: {
    name: 'ours, an amount on every screen',
    nodeArgs: ['--import', REGISTER],
    env: { AMOUNTS: '1' },
    spans: SPANS_PER_SESSION / CALLBACKS_PER_SESSION,
  },
  http: { name: 'instrumentation-http', nodeArgs: PEERS, env: { PEERS: 'http' }, spans: 1 },
  oursAndHttp: {
    name: 'ours and http',
    nodeArgs: [...PEERS, '--import', pathToFileURL(path.join(FIXTURE, 'no-sdk.mjs')).href],
    env: { PEERS: 'http' },
    spans: 1 + SPANS_PER_SESSION / CALLBACKS_PER_SESSION,
  },
  // One of the request, one of each of its three layers: two body parsers and the handler.
  httpAndExpress: {
    name: 'http and express',
    nodeArgs: PEERS,
    env: { PEERS: 'http,express' },
    spans: 4,
  },
} as const satisfies Record<string, Variant>;

export type VariantKey = keyof typeof VARIANTS;

export interface MeasuredApp {
  readonly variant: Variant;
  readonly child: ChildProcess;
  readonly port: number;
}

export interface Usage {
  /** User and system time of the whole process so far. */
  readonly cpuMicros: number;
  /** Bytes. */
  readonly rss: number;
  readonly heapUsed: number;
}

export async function startVariant(variant: Variant, endpoint: string): Promise<MeasuredApp> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', ...variant.nodeArgs, path.join(FIXTURE, 'app.cjs')],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        OTEL_SERVICE_NAME: 'overhead',
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_BSP_SCHEDULE_DELAY: '200',
        HOPSCOPE_USER_HASH_KEY: 'a-key-for-benchmarks',
        ...variant.env,
      },
    },
  );
  const { stdout } = child;
  if (stdout === null) throw new Error('The app has no output to tell its port on.');
  const ended = once(child, 'close').then(() => {
    throw new Error(`The app of '${variant.name}' ended before it listened.`);
  });
  const [line] = await Promise.race([once(stdout, 'data'), ended]);
  return { variant, child, port: Number(/port (\d+)/.exec(String(line))?.[1]) };
}

/** @param question `memory`: after a collection, which costs time. */
export async function usageOf({ child }: MeasuredApp, question: 'cpu' | 'memory'): Promise<Usage> {
  const answer = once(child, 'message');
  child.send(question);
  return (await answer)[0] as Usage;
}
