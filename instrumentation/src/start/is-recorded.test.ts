import { createRequire } from 'node:module';
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

test('the copy of the API that CommonJS gets does as little', () => {
  const require = createRequire(import.meta.url);
  const copy = require('@opentelemetry/api') as typeof import('@opentelemetry/api');
  expect(copy.createNoopMeter().constructor).not.toBe(noMeter.constructor);
  expect(isRecorded(new ProxyTracerProvider(), copy.createNoopMeter())).toBe(false);
});
