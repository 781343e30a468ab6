import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  attributesOf,
  borrowedAttributes,
  readManifest,
  readRegistry,
  registryFiles,
} from './read-registry.ts';

const registry = readRegistry();
const ajv = new Ajv2020({ strict: false, allErrors: true });
for (const format of ['int64', 'double']) ajv.addFormat(format, true);
const schema = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'weaver/semconv.schema.v2.json'), 'utf8'),
) as object;
const validate = ajv.compile(schema);

test.each([...registryFiles()])('%s is what weaver’s schema asks for', (_name, content) => {
  validate(content);
  expect(validate.errors ?? []).toEqual([]);
});

test('the schema URL ends with a version, as OpenTelemetry wants it', () => {
  expect(readManifest().schema_url).toMatch(/^https:\/\/[^/]+\/schemas\/ussd\/\d+\.\d+\.\d+$/);
});

test('the schema URL has its schema file, whose newest version it is', () => {
  const { schema_url: url } = readManifest();
  const file = path.join(import.meta.dirname, `${new URL(url).pathname}.yaml`);
  const { versions, ...head } = parse(readFileSync(file, 'utf8')) as { versions: object };
  expect(head).toEqual({ file_format: '1.1.0', schema_url: url });
  expect(Object.keys(versions)[0]).toBe(path.basename(url));
});

test('no attribute is defined twice, and each of ours stands on a span', () => {
  const keys = registry.attributes.map(({ key }) => key);
  const used = new Set(
    registry.spans.flatMap((span) => attributesOf(registry, span).map(({ ref }) => ref)),
  );
  expect(keys).toEqual([...new Set(keys)]);
  expect(keys.filter((key) => !used.has(key))).toEqual([]);
});

test('every reference to an attribute of ours leads to one', () => {
  const keys = new Set(registry.attributes.map(({ key }) => key));
  const refs = [...registry.spans, ...registry.metrics].flatMap((signal) =>
    attributesOf(registry, signal).map(({ ref }) => ref),
  );
  expect(refs.filter((ref) => ref.startsWith('ussd.') && !keys.has(ref))).toEqual([]);
});

test('every other attribute is one of OpenTelemetry’s', () => {
  const theirs = new Set<unknown>(Object.values(incubating));
  const borrowed = [...borrowedAttributes(registry).keys()];
  expect(borrowed.length).toBeGreaterThan(10);
  expect(borrowed.filter((key) => !theirs.has(key))).toEqual([]);
});

test('no attribute stands twice on a span or a metric', () => {
  for (const signal of [...registry.spans, ...registry.metrics]) {
    const refs = attributesOf(registry, signal).map(({ ref }) => ref);
    expect(refs).toEqual([...new Set(refs)]);
  }
});

test('nothing personal stands on a metric', () => {
  const refs = registry.metrics.flatMap((metric) =>
    attributesOf(registry, metric).map(({ ref }) => ref),
  );
  expect(refs.filter((ref) => /^(user|session)\.|\.(text|body|message)$/.test(ref))).toEqual([]);
});
