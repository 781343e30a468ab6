/**
 * What the instrumentation costs an app, beside OpenTelemetry's own instrumentation-http in the same
 * run; ../README.md says how to read the tables.
 *
 * `node instrumentation/bench/overhead/overhead.ts [--rounds 21] [--callbacks 2000] [--sessions 100000]
 *  [--only bare,http,ours]`
 */
import { once } from 'node:events';
import { availableParallelism, cpus, loadavg } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CALLBACKS_PER_SESSION, sendAll } from './callbacks.ts';
import { type Measured, measureRounds, rotated } from './cpu-rounds.ts';
import { type Latency, latencyAt } from './latency.ts';
import { startSpanSink } from './span-sink.ts';
import { median, paired, quantile, resampled } from './statistics.ts';
import { type MeasuredApp, startVariant, usageOf, VARIANTS, type VariantKey } from './variants.ts';

const GATE = 1.3;
const CONNECTIONS = 16;
/** The last of our functions are compiled after some ten thousand. */
const WARM_UP_CALLBACKS = 20_000;
const LATENCY_ROUNDS = 3;
const LATENCY_PER_SECOND = 200;
const LATENCY_SECONDS = 4;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    callbacks: { type: 'string', default: '2000' },
    sessions: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const sessions = Number(values.sessions);
const load = { callbacks: Number(values.callbacks), connections: CONNECTIONS };
const only = values.only?.split(',');
const keys = (Object.keys(VARIANTS) as VariantKey[]).filter((key) => only?.includes(key) ?? true);

const sink = await startSpanSink();
const apps = new Map<VariantKey, MeasuredApp>();
for (const key of keys) apps.set(key, await startVariant(VARIANTS[key], sink.endpoint));
for (const { port, variant } of apps.values()) {
  const spans = await sink.count();
  const sent = await sendAll(port, WARM_UP_CALLBACKS, CONNECTIONS);
  await sink.countWhen(spans + Math.round(sent * variant.spans));
}

const load1 = () => (loadavg()[0] ?? 0).toFixed(1);
console.log(
  `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, ` +
    `load average ${load1()}; ${rounds} interleaved rounds of ${load.callbacks} callbacks ` +
    `after ${WARM_UP_CALLBACKS} to warm up\n`,
);

const measured = await measureRounds(apps, sink, rounds, load);
const latency = new Map<VariantKey, Latency[]>(keys.map((key) => [key, []]));
for (let round = 0; round < LATENCY_ROUNDS; round++) {
  for (const [key, app] of rotated([...apps], round)) {
    latency.get(key)?.push(await latencyAt(app.port, LATENCY_PER_SECOND, LATENCY_SECONDS));
  }
}
for (const { child } of apps.values()) child.kill('SIGKILL');

const cpuOf = (key: VariantKey): readonly number[] => measured.get(key)?.cpuPerCallback ?? [];
const overBare = (key: VariantKey) => paired(cpuOf(key), cpuOf('bare'), (one, bare) => one - bare);
/**
 * What ours adds by what its peer adds. Of the medians: in a single round of a noisy machine either can come
 * near nothing, and the median of such quotients is not theirs.
 */
const ratioOf = (ours: readonly number[], http: readonly number[]) => median(ours) / median(http);

console.log(
  '| variant | CPU µs per callback | over bare (middle half) | / http | spans per callback | p50 ms | p99 ms |',
);
console.log('|---|---|---|---|---|---|---|');
for (const key of keys) {
  const latencies = latency.get(key) ?? [];
  const added = overBare(key);
  const cells = [
    VARIANTS[key].name,
    median(cpuOf(key)).toFixed(0),
    key === 'bare'
      ? ''
      : `${signed(median(added))} (${signed(quantile(added, 0.25))} to ${signed(quantile(added, 0.75))})`,
    key === 'bare' ? '' : (median(added) / median(overBare('http'))).toFixed(2),
    spansOf(key, measured.get(key)),
    median(latencies.map(({ p50Ms }) => p50Ms)).toFixed(2),
    median(latencies.map(({ p99Ms }) => p99Ms)).toFixed(2),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

const ratio = ratioOf(overBare('ours'), overBare('http'));
const ratios = resampled(overBare('ours'), overBare('http'), ratioOf);
console.log(
  `\nours / instrumentation-http, added CPU: ${ratio.toFixed(2)}; with other rounds of the same kind in nine of ` +
    `ten cases ${quantile(ratios, 0.05).toFixed(2)} to ${quantile(ratios, 0.95).toFixed(2)} ` +
    `(gate ${GATE}, goal 1.0)`,
);
if (!(ratio > 0 && ratio <= GATE)) process.exitCode = 1;

if (sessions > 0) {
  console.log(
    `\nMemory after a collection, before and after ${sessions} sessions, and the spans of these:\n`,
  );
  console.log('| variant | heap MiB | resident MiB | spans made | spans arrived |');
  console.log('|---|---|---|---|---|');
  for (const key of ['bare', 'http', 'ours'] as const) {
    if (only?.includes(key) ?? true) await compareMemory(key);
  }
}
sink.stop();

async function compareMemory(key: 'bare' | 'http' | 'ours'): Promise<void> {
  const app = await startVariant(VARIANTS[key], sink.endpoint);
  const already = await sink.count();
  const warm = await sendAll(app.port, WARM_UP_CALLBACKS, CONNECTIONS);
  const spansBefore = await sink.countWhen(already + Math.round(warm * app.variant.spans));
  const before = await usageOf(app, 'memory');
  const sent = await sendAll(app.port, sessions * CALLBACKS_PER_SESSION, CONNECTIONS);
  const made = Math.round(sent * app.variant.spans);
  const arrived = (await sink.countWhen(spansBefore + made)) - spansBefore;
  const after = await usageOf(app, 'memory');
  app.child.kill('SIGTERM');
  await once(app.child, 'close');
  const cells = [
    app.variant.name,
    `${mib(before.heapUsed)} → ${mib(after.heapUsed)}`,
    `${mib(before.rss)} → ${mib(after.rss)}`,
    made,
    arrived,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** What came of what was made, and a warning where these differ. */
function spansOf(key: VariantKey, of: Measured | undefined): string {
  if (of === undefined) return '';
  const made = Math.round(of.callbacks * VARIANTS[key].spans);
  const seen = (of.spans / of.callbacks).toFixed(2);
  return of.spans === made ? seen : `${seen}, expected ${VARIANTS[key].spans.toFixed(2)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(0)}`;
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
