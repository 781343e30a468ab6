import { createNoopMeter, ProxyTracerProvider } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { isRecorded } from './is-recorded.ts';

const noMeter = createNoopMeter();

test('without an SDK nothing is recorded, and from the moment one registers it is', () => {
  const provider = new ProxyTracerProvider();
  expect(isRecorded(provider, noMeter)).toBe(false);
  provider.setDelegate(new TracerProvider());
  expect(isRecorded(provider, noMeter)).toBe(true);
});

test('a provider of an SDK records, also when it never was registered', () => {
  expect(isRecorded(new TracerProvider(), noMeter)).toBe(true);
});

test('metrics alone are reason enough', () => {
  const meter = new MeterProvider().getMeter('test');
  expect(isRecorded(new ProxyTracerProvider(), meter)).toBe(true);
});
