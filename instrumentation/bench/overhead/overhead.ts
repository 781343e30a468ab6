/**
 * What the instrumentation costs an app, beside OpenTelemetry's own instrumentation-http in the same
 * run; README.md beside it says how to read the tables.
 *
 * `node instrumentation/bench/overhead/overhead.ts [--rounds 11] [--callbacks 3000] [--sessions 100000]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CALLBACKS_PER_SESSION, SPANS_PER_SESSION, sendAll } from './callbacks.ts';
import { type Latency, latencyAt } from './latency.ts';
import { type MeasuredApp, startVariant, usageOf, VARIANTS, type VariantKey } from './variants.ts';

const GATE = 1.3;
const CONNECTIONS = 16;
const WARM_UP_CALLBACKS = 4_000;
const LATENCY_PER_SECOND = 300;
const LATENCY_SECONDS = 4;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '11' },
    callbacks: { type: 'string', default: '3000' },
    sessions: { type: 'string', default: '100000' },
  },
});
const rounds = Number(values.rounds);
const callbacks = Number(values.callbacks);
const sessions = Number(values.sessions);

const counter = spawn(process.execPath, [path.join(import.meta.dirname, 'span-counter.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [counterLine] = await once(counter.stdout, 'data');
const endpoint = `http://127.0.0.1:${/port (\d+)/.exec(String(counterLine))?.[1]}`;
const spansArrived = async () =>
  ((await (await fetch(endpoint)).json()) as { spans: number }).spans;

const keys = Object.keys(VARIANTS) as VariantKey[];
const apps = new Map<VariantKey, MeasuredApp>();
for (const key of keys) apps.set(key, await startVariant(VARIANTS[key], endpoint));
for (const { port } of apps.values()) await sendAll(port, WARM_UP_CALLBACKS, CONNECTIONS);

console.log(
  `Node ${process.versions.node}, ${availableParallelism()} cores, ${rounds} interleaved rounds of ${callbacks} callbacks\n`,
);

const cpu = new Map<VariantKey, number[]>(keys.map((key) => [key, []]));
const latency = new Map<VariantKey, Latency[]>(keys.map((key) => [key, []]));
for (let round = 0; round < rounds; round++) {
  // Another order each time, so that nobody always runs behind the same neighbour.
  for (const key of rotated(keys, round)) {
    const app = apps.get(key);
    if (app === undefined) continue;
    const before = await usageOf(app);
    await sendAll(app.port, callbacks, CONNECTIONS);
    const after = await usageOf(app);
    cpu.get(key)?.push((after.cpuMicros - before.cpuMicros) / callbacks);
  }
}
for (let round = 0; round < 3; round++) {
  for (const key of rotated(keys, round)) {
    const app = apps.get(key);
    if (app === undefined) continue;
    latency.get(key)?.push(await latencyAt(app.port, LATENCY_PER_SECOND, LATENCY_SECONDS));
  }
}
for (const { child } of apps.values()) child.kill('SIGKILL');

// Each round is compared with itself: a busy machine makes all of its variants slow.
const added = (key: VariantKey): number =>
  median(paired(cpu, key, 'bare', (one, bare) => one - bare));
const ratio = median(
  rows(rounds).map((round) => {
    const of = (key: VariantKey) => (cpu.get(key)?.[round] ?? 0) - (cpu.get('bare')?.[round] ?? 0);
    return of('ours') / of('http');
  }),
);

console.log(
  '| variant | CPU us per callback | over bare | / over bare of http | p50 ms | p99 ms |',
);
console.log('|---|---|---|---|---|---|');
for (const key of keys) {
  const latencies = latency.get(key) ?? [];
  console.log(
    `| ${[
      VARIANTS[key].name,
      median(cpu.get(key) ?? []).toFixed(0),
      key === 'bare' ? '' : signed(added(key)),
      key === 'bare' ? '' : (added(key) / added('http')).toFixed(2),
      median(latencies.map(({ p50Ms }) => p50Ms)).toFixed(2),
      median(latencies.map(({ p99Ms }) => p99Ms)).toFixed(2),
    ].join(' | ')} |`,
  );
}

console.log(
  `\nMemory, before and after ${sessions} sessions (after a collection), and spans lost:\n`,
);
console.log('| variant | heap MiB | resident MiB | spans made | spans arrived |');
console.log('|---|---|---|---|---|');
for (const key of ['bare', 'ours'] as const) {
  const app = await startVariant(VARIANTS[key], endpoint);
  await sendAll(app.port, WARM_UP_CALLBACKS, CONNECTIONS);
  const before = await usageOf(app);
  const spansBefore = await spansArrived();
  await sendAll(app.port, sessions * CALLBACKS_PER_SESSION, CONNECTIONS);
  const after = await usageOf(app);
  app.child.kill('SIGTERM');
  await once(app.child, 'close');
  const made = key === 'ours' ? sessions * SPANS_PER_SESSION : 0;
  console.log(
    `| ${VARIANTS[key].name} | ${mib(before.heapUsed)} → ${mib(after.heapUsed)} | ${mib(before.rss)} → ${mib(after.rss)} | ${made} | ${(await spansArrived()) - spansBefore} |`,
  );
}
counter.kill();

console.log(
  `\nours / instrumentation-http, added CPU, median of the rounds: ${ratio.toFixed(2)} (gate ${GATE}, goal 1.0)`,
);
if (!(ratio <= GATE)) process.exitCode = 1;

function rows(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function paired(
  of: ReadonlyMap<VariantKey, readonly number[]>,
  key: VariantKey,
  other: VariantKey,
  compare: (one: number, other: number) => number,
): number[] {
  const others = of.get(other) ?? [];
  return (of.get(key) ?? []).map((value, round) => compare(value, others[round] ?? Number.NaN));
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(0)}`;
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
