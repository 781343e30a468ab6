import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { AlwaysOffSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { africastalkingBody, createReplayBench, exchangeAll } from '../test/replay-bench.ts';
import type { RecorderSettings } from './recorder/recorder.ts';
import { createMemorySessionStore } from './session-store/memory-session-store.ts';

test('the five metrics count and time sessions, and nothing personal is on them', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const bench = createReplayBench({ capture: 'full' }, { meterProvider });
  exchangeAll(bench.replay, [
    { body: africastalkingBody(''), answer: 'CON Enter PIN' },
    {
      body: africastalkingBody('4821'),
      answer: 'END Thank you',
      hooks: [{ method: 'GET', url: 'http://a/b/17', status: 200 }],
    },
    { body: africastalkingBody('', 'left'), answer: 'CON Enter PIN' },
  ]);
  await reader.forceFlush();

  const metrics = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const points = (name: string) =>
    metrics.find((metric) => metric.descriptor.name === name)?.dataPoints ?? [];
  const labels = {
    'ussd.provider.name': 'africastalking',
    'ussd.service.code': '*384*123#',
    'ussd.client.kind': 'live',
    'network.carrier.mcc': '639',
    'network.carrier.mnc': '02',
    'network.carrier.name': 'Safaricom',
  };
  expect(points('ussd.sessions')).toMatchObject([{ attributes: labels, value: 2 }]);
  const closed = points('ussd.sessions.closed');
  // Every outcome has its series from the start, so that a rate sees its first increase.
  expect(
    closed.map(({ attributes, value }) => [attributes['ussd.session.outcome'], value]),
  ).toEqual([
    ['completed', 1],
    ['rejected', 0],
    ['invalid_input', 0],
    ['hook_error', 0],
    ['app_error', 0],
  ]);
  expect(points('ussd.session.duration')).toMatchObject([
    {
      attributes: { ...labels, 'ussd.session.outcome': 'completed' },
      value: { count: 1, sum: 6.24 },
    },
  ]);
  const steps = points('ussd.step.duration');
  expect(steps.map(({ attributes }) => attributes['ussd.step.name'])).toEqual([
    'enter_pin',
    'thank_you',
  ]);
  expect(points('ussd.hook.duration')).toMatchObject([
    {
      attributes: { ...labels, 'ussd.hook.name': 'GET b/{id}', 'http.response.status_code': 200 },
      value: { count: 1, sum: 0.05 },
    },
  ]);
  const written = JSON.stringify(metrics);
  for (const personal of ['ATUid_test', '254711', 'k1.', '4821'])
    expect(written).not.toContain(personal);
  await meterProvider.shutdown();
});

/** A process with a meter of its own; what it has counted so far. */
function countingBench(
  settings: Partial<RecorderSettings> = {},
  sdk: Parameters<typeof createReplayBench>[1] = {},
) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const bench = createReplayBench(settings, { ...sdk, meterProvider });
  return {
    ...bench,
    async metrics() {
      exporter.reset();
      await reader.forceFlush();
      const [{ scopeMetrics } = { scopeMetrics: [] }] = exporter.getMetrics();
      return scopeMetrics.flatMap((scope) => scope.metrics);
    },
    /** By name: the sum of a counter, the count of a histogram. */
    async counts(): Promise<Record<string, number>> {
      const counts = (await this.metrics()).map(({ descriptor, dataPoints }) => [
        descriptor.name,
        dataPoints.reduce(
          (sum, { value }) => sum + (typeof value === 'number' ? value : countOf(value)),
          0,
        ),
      ]);
      return Object.fromEntries(counts);
    },
  };
}

function countOf(value: unknown): number {
  return (value as { readonly count: number }).count;
}

const SESSION_OF_TWO = (session: string) => [
  { body: africastalkingBody('', session), answer: 'CON Welcome\n1. Go' },
  {
    body: africastalkingBody('1', session),
    answer: 'END Thank you',
    hooks: [{ method: 'GET', url: 'http://bank.local/pay', status: 200 }],
  },
];

test.each([
  ['keeps nothing', new AlwaysOffSampler(), 0],
  ['keeps a tenth', new TraceIdRatioBasedSampler(0.1), 25],
])('a sampler that %s changes no count', async (_, sampler, keptMax) => {
  const bench = countingBench({}, { sampler });
  for (let n = 0; n < 100; n++) exchangeAll(bench.replay, SESSION_OF_TWO(`ATUid_${n}`));
  exchangeAll(bench.replay, SESSION_OF_TWO('left').slice(0, 1));
  expect(new Set(bench.spans().map((span) => span.spanContext().traceId)).size).toBeLessThanOrEqual(
    keptMax,
  );
  expect(await bench.counts()).toEqual({
    'ussd.sessions': 101,
    'ussd.sessions.closed': 100,
    'ussd.session.duration': 100,
    'ussd.step.duration': 201,
    'ussd.hook.duration': 100,
  });
});

test.each([
  ['without a store', undefined],
  ['with one', createMemorySessionStore()],
])('over several processes the sums are exact, %s', async (_, sessionStore) => {
  const settings = sessionStore === undefined ? {} : { sessionStore };
  const pods = [0, 1, 2].map(() => countingBench(settings));
  for (let n = 0; n < 30; n++) {
    for (const [position, exchange] of SESSION_OF_TWO(`ATUid_${n}`).entries()) {
      const pod = pods[(n + position) % 3] ?? countingBench();
      exchangeAll(pod.replay, [exchange], position);
      await pod.replay.settle();
    }
  }
  const counts = await Promise.all(pods.map((pod) => pod.counts()));
  const sum = (name: string) => counts.reduce((total, of) => total + (of[name] ?? 0), 0);
  expect(sum('ussd.sessions')).toBe(30);
  expect(sum('ussd.sessions.closed')).toBe(30);
  expect(sum('ussd.step.duration')).toBe(60);
});

test('a request that is sent again to another process starts and closes nothing anew, with a store', async () => {
  const sessionStore = createMemorySessionStore();
  const pods = [countingBench({ sessionStore }), countingBench({ sessionStore })];
  for (const [position, exchange] of SESSION_OF_TWO('ATUid_1').entries()) {
    for (const pod of pods) {
      exchangeAll(pod.replay, [exchange], position);
      await pod.replay.settle();
    }
  }
  const counts = await Promise.all(pods.map((pod) => pod.counts()));
  expect(counts.map((of) => of['ussd.sessions'])).toEqual([1, 0]);
  expect(counts.map((of) => of['ussd.sessions.closed'])).toEqual([1, 0]);
});

test('units are UCUM, and durations have the buckets of HTTP and of sessions', async () => {
  const bench = countingBench();
  exchangeAll(bench.replay, SESSION_OF_TWO('ATUid_1'));
  const metrics = await bench.metrics();
  const units = metrics.map(({ descriptor }) => [descriptor.name, descriptor.unit]);
  expect(Object.fromEntries(units)).toEqual({
    'ussd.sessions': '{session}',
    'ussd.sessions.closed': '{session}',
    'ussd.session.duration': 's',
    'ussd.step.duration': 's',
    'ussd.hook.duration': 's',
  });
  const boundaries = (name: string) => {
    const value = metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints[0]?.value;
    return (value as { readonly buckets: { readonly boundaries: number[] } }).buckets.boundaries;
  };
  const http = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
  expect(boundaries('ussd.step.duration')).toEqual(http);
  expect(boundaries('ussd.hook.duration')).toEqual(http);
  expect(boundaries('ussd.session.duration')).toEqual([
    1, 2.5, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300,
  ]);
});

test('whoever sends thousands of codes and networks makes a bounded number of series', async () => {
  const bench = countingBench();
  for (let n = 0; n < 3_000; n++) {
    const body = africastalkingBody('', `ATUid_${n}`)
      .replace('*384*123%23', `*${n}%23`)
      .replace('%2A384%2A123%23', `*${n}%23`);
    exchangeAll(bench.replay, [{ body, answer: 'CON Welcome' }]);
  }
  const started = (await bench.metrics()).find(
    ({ descriptor }) => descriptor.name === 'ussd.sessions',
  );
  expect(started?.dataPoints.length).toBeLessThanOrEqual(501);
  expect((await bench.counts())['ussd.sessions']).toBe(3_000);
});
