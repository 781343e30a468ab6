import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const FIXTURE = path.join(import.meta.dirname, '../../test/fixtures/overhead');
const REGISTER = pathToFileURL(path.join(import.meta.dirname, '../../dist/esm/register.js')).href;
const PEERS = ['--require', path.join(FIXTURE, 'peers.cjs')];

/** One way to run the app of the measurement. */
export interface Variant {
  readonly name: string;
  readonly nodeArgs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Who is measured against whom, all in the same run. */
export const VARIANTS = {
  bare: { name: 'bare express', nodeArgs: [], env: {} },
  noSdk: {
    name: 'ours, no SDK',
    nodeArgs: ['--import', pathToFileURL(path.join(FIXTURE, 'no-sdk.mjs')).href],
    env: {},
  },
  unsampled: {
    name: 'ours, unsampled',
    nodeArgs: ['--import', REGISTER],
    env: { OTEL_TRACES_SAMPLER: 'always_off' },
  },
  ours: { name: 'ours', nodeArgs: ['--import', REGISTER], env: {} },
  http: { name: 'instrumentation-http', nodeArgs: PEERS, env: { PEERS: 'http' } },
  oursAndHttp: {
    name: 'ours and http',
    nodeArgs: [...PEERS, '--import', pathToFileURL(path.join(FIXTURE, 'no-sdk.mjs')).href],
    env: { PEERS: 'http' },
  },
  httpAndExpress: { name: 'http and express', nodeArgs: PEERS, env: { PEERS: 'http,express' } },
} as const satisfies Record<string, Variant>;

export type VariantKey = keyof typeof VARIANTS;

export interface MeasuredApp {
  readonly variant: Variant;
  readonly child: ChildProcess;
  readonly port: number;
}

export interface Usage {
  /** User and system time of the whole process. */
  readonly cpuMicros: number;
  /** Bytes, after a collection. */
  readonly rss: number;
  readonly heapUsed: number;
}

export async function startVariant(variant: Variant, endpoint: string): Promise<MeasuredApp> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', ...variant.nodeArgs, path.join(FIXTURE, 'app.cjs')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        OTEL_SERVICE_NAME: 'overhead',
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_BSP_SCHEDULE_DELAY: '1000',
        HOPSCOPE_USER_HASH_KEY: 'a-key-for-benchmarks',
        ...variant.env,
      },
    },
  );
  const ended = once(child, 'close').then(() => {
    throw new Error(`The app of '${variant.name}' ended before it listened.`);
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  return { variant, child, port: Number(/port (\d+)/.exec(String(line))?.[1]) };
}

export async function usageOf({ port }: MeasuredApp): Promise<Usage> {
  const answer = await fetch(`http://127.0.0.1:${port}/usage`);
  return (await answer.json()) as Usage;
}
