import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { expect, test } from 'vitest';
import { africastalkingBody, createReplayBench, exchangeAll } from '../test/replay-bench.ts';

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
