import type { Attributes } from '@opentelemetry/api';
import { SpanKind } from '@opentelemetry/api';
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { beforeAll, expect, test } from 'vitest';
import { BUILT_IN } from '../src/providers/built-in.ts';
import { CAPTURE_LEVELS } from '../src/semconv.ts';
import { ALL_SAMPLES } from '../test/provider-samples/all-samples.ts';
import { africastalkingBody, createReplayBench, START_MS } from '../test/replay-bench.ts';
import { type AttributeRef, attributesOf, readRegistry, type SpanType } from './read-registry.ts';

const registry = readRegistry();
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
const meterProvider = new MeterProvider({ readers: [reader] });
let spans: readonly ReadableSpan[];

// Every provider's samples at every level, and a session in which the app says all it can say.
beforeAll(async () => {
  const benches = CAPTURE_LEVELS.flatMap((capture) => {
    const said = createReplayBench({ capture }, { meterProvider });
    playEloquentSession(said.replay);
    return [said, ...ALL_SAMPLES.map((samples) => playSamples(samples, capture))];
  });
  spans = benches.flatMap((bench) => bench.spans());
  await reader.forceFlush();
});

type Replay = ReturnType<typeof createReplayBench>['replay'];

function playSamples(
  { provider, samples }: (typeof ALL_SAMPLES)[number],
  capture: (typeof CAPTURE_LEVELS)[number],
) {
  const byName = BUILT_IN.find(({ name }) => name === provider)?.onlyByName === true;
  const bench = createReplayBench({ capture, ...(byName && { provider }) }, { meterProvider });
  for (const [position, { request, answer }] of samples.entries()) {
    const atMs = START_MS + position * 5_000;
    const hop = bench.replay.request({ ...request, atMs });
    // An end report that the app fails on is none the less one; a step has its turn below.
    const status = hop?.kind === 'end_report' ? 500 : 200;
    hop?.answer({ ...answer, status, atMs: atMs + 80 });
  }
  return bench;
}

function playEloquentSession(replay: Replay): void {
  const dial = (text: string, seconds: number) =>
    replay.request({
      method: 'POST',
      path: '/ussd',
      headers: {},
      body: africastalkingBody(text),
      atMs: START_MS + seconds * 1_000,
    });
  const answered = (seconds: number, body: string, status = 200) => ({
    status,
    headers: {},
    body,
    atMs: START_MS + seconds * 1_000,
  });
  dial('', 0)?.answer(answered(1, 'CON 1. Buy'));
  const second = dial('1', 5);
  second?.nameStep('buy');
  second?.setFlow('airtime');
  second?.setAction('retry', 'Sorry, not available');
  const call = { method: 'POST', url: 'https://bank.test:8443/pay/17', startMs: START_MS + 5_100 };
  const json = {
    requestContentType: 'application/json',
    responseContentType: 'application/json',
    requestBody: '{"amount":5}',
    responseBody: '{"ok":true}',
  };
  second?.hook({ ...call, ...json, status: 503, endMs: START_MS + 5_200 });
  second?.hook({ ...call, ...json, status: 200, endMs: START_MS + 5_300 });
  second?.answer(answered(6, 'CON Sorry, not available\n1. Buy'));
  dial('1', 7)?.answer(answered(8, 'CON Sorry, not available\n1. Buy'));
  const last = dial('1*1', 12);
  last?.markGoal('airtime-bought');
  last?.answer(answered(13, 'Oops', 500));
}

const KINDS: Readonly<Record<string, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
};

test('every kind of span is emitted', () => {
  const operations = new Set(spans.map(({ attributes }) => attributes['ussd.operation.name']));
  expect(operations).toEqual(new Set(registry.spans.map(({ type }) => type.replace('ussd.', ''))));
});

test('a span has the kind, the name and the attributes that the registry gives its type', () => {
  const wrong = new Set(spans.flatMap((span) => problemsOf(span)));
  expect([...wrong]).toEqual([]);
});

test('every attribute of the registry is emitted on each span that it stands on', () => {
  const emitted = new Set(
    spans.flatMap(({ attributes }) =>
      Object.keys(attributes).map((key) => `ussd.${attributes['ussd.operation.name']} ${key}`),
    ),
  );
  const promised = registry.spans.flatMap((span) =>
    attributesOf(registry, span).map(({ ref }) => `${span.type} ${ref}`),
  );
  expect(promised.filter((entry) => !emitted.has(entry))).toEqual([]);
});

test('the metrics are those of the registry, with their instruments, units, attributes and schema URL', () => {
  const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
  const metrics = scopes.flatMap((scope) => scope.metrics);
  expect(scopes.map(({ scope }) => scope.schemaUrl)).toEqual([registry.schemaUrl]);
  const described = metrics.map(({ dataPointType, descriptor: { name, unit, description } }) => ({
    name,
    instrument: dataPointType === DataPointType.HISTOGRAM ? 'histogram' : 'counter',
    unit,
    brief: `${description}.`,
  }));
  expect(described.sort((a, b) => a.name.localeCompare(b.name))).toEqual(
    registry.metrics
      .map(({ name, instrument, unit, brief }) => ({ name, instrument, unit, brief }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  const wrong = metrics.flatMap(({ descriptor: { name }, dataPoints }) => {
    const metric = registry.metrics.find((candidate) => candidate.name === name);
    const refs = metric === undefined ? [] : attributesOf(registry, metric);
    return dataPoints.flatMap(({ attributes }) => attributeProblems(attributes, refs, name));
  });
  expect([...new Set(wrong)]).toEqual([]);
});

function problemsOf({ name, kind, attributes, instrumentationScope }: ReadableSpan): string[] {
  const type = `ussd.${attributes['ussd.operation.name']}`;
  const known = registry.spans.find((span) => span.type === type);
  if (known === undefined) return [`${type} is not in the registry`];
  const problems = attributeProblems(attributes, attributesOf(registry, known), type);
  if (kind !== KINDS[known.kind]) problems.push(`${type} has kind ${SpanKind[kind]}`);
  if (name !== nameOf(known, attributes)) problems.push(`${type} is called ${name}`);
  if (instrumentationScope.schemaUrl !== registry.schemaUrl) problems.push(`${type}: schema URL`);
  return problems;
}

/** `step {ussd.step.name}`, or `step` where that is not known. */
function nameOf({ name: { note } }: SpanType, attributes: Attributes): string {
  return note.replace(/\{([\w.]+)\}/, (_all, key: string) => String(attributes[key] ?? '')).trim();
}

function attributeProblems(
  attributes: Attributes,
  refs: readonly AttributeRef[],
  where: string,
): string[] {
  const allowed = new Set(refs.map(({ ref }) => ref));
  const required = refs.filter(({ requirement_level: level }) => level === 'required');
  return [
    ...Object.keys(attributes)
      .filter((key) => !allowed.has(key))
      .map((key) => `${where} has ${key}`),
    ...required
      .filter(({ ref }) => attributes[ref] === undefined)
      .map(({ ref }) => `${where} lacks ${ref}`),
    ...Object.entries(attributes)
      .filter(([key, value]) => !isOfItsType(key, value))
      .map(([key, value]) => `${where}: ${key} is ${JSON.stringify(value)}`),
  ];
}

function isOfItsType(key: string, value: unknown): boolean {
  const type = registry.attributes.find((attribute) => attribute.key === key)?.type;
  if (type === undefined) return true;
  if (typeof type !== 'string') return type.members.some((member) => member.value === value);
  if (type === 'int') return Number.isInteger(value);
  return typeof value === (type === 'double' ? 'number' : type);
}
