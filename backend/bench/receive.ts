import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sendLoad } from './send-load.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { buildLoad, type Load } from './ussd-load.ts';

// The bench of record for the receiver: see README.md beside it.
const { values } = parseArgs({
  options: {
    spans: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '5' },
    profile: { type: 'string' },
  },
});
const SPANS = Number(values.spans);
const ROUNDS = Number(values.rounds);
const PER_REQUEST = 500;
const CONNECTIONS = 8;

const SOURCE = join(import.meta.dirname, '..', 'src', 'main.ts');
const DISCARD = join(import.meta.dirname, 'discard-server.ts');

const POLL_MS = 20;
// Rarer: asking costs the measured process CPU.
const HEALTH_POLL_MS = 100;
const VISIBLE_MS_MAX = 60_000;
const SETTLE_WINDOW_MS = 500;
/** Below this share of one core the server counts as settled: the rest is its idle pulse. */
const SETTLED_LOAD = 0.1;

interface Round {
  readonly spansPerSecond: number;
  readonly spansPerCpuSecond: number;
  readonly peakMib: number;
  readonly visibleSeconds: number;
  readonly slowestHealthMs: number;
  readonly retries: number;
}

const rounds: { durable: Round; discard: Round }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const load = buildLoad(SPANS, PER_REQUEST, Date.now() - 1_800_000, `round ${round}`);
  const discard = await measureDiscard(load);
  const durable = await measureDurable(load);
  rounds.push({ durable, discard });
  console.log(rowOf(String(round + 1), durable, discard));
}
console.log(
  rowOf(
    'median',
    medianOf((pair) => pair.durable),
    medianOf((pair) => pair.discard),
  ),
);
console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);

async function measureDurable(load: Load): Promise<Round> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hopscope-bench-'));
  const profile =
    values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile];
  const server = await startServer(SOURCE, { HOPSCOPE_DATA_DIR: dataDir }, profile);
  try {
    return await measure(server, load, () => waitUntilVisible(server.address, load.lastTraceId));
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureDiscard(load: Load): Promise<Round> {
  const server = await startServer(DISCARD, {});
  try {
    return await measure(server, load, async () => 0);
  } finally {
    await server.stop();
  }
}

async function measure(
  server: ServerProcess,
  load: Load,
  untilVisible: () => Promise<number>,
): Promise<Round> {
  const cpuBefore = await server.cpuSeconds();
  const health = watchHealth(server.address);
  const { seconds, retries } = await sendLoad(server.address, load.bodies, CONNECTIONS);
  const visibleSeconds = await untilVisible();
  const slowestHealthMs = await health.stop();
  const cpuSeconds = (await cpuWhenSettled(server)) - cpuBefore;
  return {
    spansPerSecond: load.spans / seconds,
    spansPerCpuSecond: load.spans / cpuSeconds,
    peakMib: (await server.peakMib()) ?? Number.NaN,
    visibleSeconds,
    slowestHealthMs,
    retries,
  };
}

async function waitUntilVisible(address: string, traceId: string): Promise<number> {
  const startedAt = performance.now();
  const body = JSON.stringify({
    from: Date.now() - 86_400_000,
    to: Date.now() + 86_400_000,
    queries: [{ refId: 'A', queryType: 'session', traceId }],
  });
  while (performance.now() - startedAt < VISIBLE_MS_MAX) {
    const response = await fetch(`${address}/api/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if ((await response.text()).includes(`["${traceId}"]`)) {
      return (performance.now() - startedAt) / 1000;
    }
    await pause(POLL_MS);
  }
  throw new Error(`The last session was not visible after ${VISIBLE_MS_MAX / 1000} s`);
}

/** Asks for /healthz all along: how long others wait while the load runs. */
function watchHealth(address: string): { stop(): Promise<number> } {
  let slowestMs = 0;
  let isStopped = false;
  const asking = (async () => {
    while (!isStopped) {
      const startedAt = performance.now();
      await (await fetch(`${address}/healthz`)).text();
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      await pause(HEALTH_POLL_MS);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await asking;
      return slowestMs;
    },
  };
}

async function cpuWhenSettled(server: ServerProcess): Promise<number> {
  let before = await server.cpuSeconds();
  for (;;) {
    await pause(SETTLE_WINDOW_MS);
    const now = await server.cpuSeconds();
    if (now - before < (SETTLED_LOAD * SETTLE_WINDOW_MS) / 1000) return now;
    before = now;
  }
}

function medianOf(pick: (pair: { durable: Round; discard: Round }) => Round): Round {
  const all = rounds.map(pick);
  const median = (value: (round: Round) => number): number => {
    const sorted = all.map(value).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    spansPerSecond: median((round) => round.spansPerSecond),
    spansPerCpuSecond: median((round) => round.spansPerCpuSecond),
    peakMib: median((round) => round.peakMib),
    visibleSeconds: median((round) => round.visibleSeconds),
    slowestHealthMs: median((round) => round.slowestHealthMs),
    retries: median((round) => round.retries),
  };
}

function rowOf(name: string, durable: Round, discard: Round): string {
  return [
    '',
    name,
    Math.round(durable.spansPerSecond),
    Math.round(durable.spansPerCpuSecond),
    Math.round(durable.peakMib),
    durable.visibleSeconds.toFixed(2),
    Math.round(durable.slowestHealthMs),
    durable.retries,
    Math.round(discard.spansPerCpuSecond),
    (discard.spansPerCpuSecond / durable.spansPerCpuSecond).toFixed(2),
    '',
  ]
    .join(' | ')
    .trim();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
