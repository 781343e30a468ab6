import fc from 'fast-check';
import { SPAN_COLUMNS } from '../src/decode/span-row.ts';
import type { AnyValue, KeyValue, ResourceSpans, Span } from './proto/otlp-messages.ts';

const KNOWN_NAMES = SPAN_COLUMNS.flatMap(({ attribute }) => attribute ?? []);
const FOREIGN_NAMES = ['url.query', 'db.query.text', 'url.full', 'http.route', 'db.system'];

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    '"',
    '\\',
    '\n\t\u0000\u001f',
    'é•€😀',
    'http://a.b/c?d=1#e',
    '+254 700 000 111',
  ),
);

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const integer = fc.oneof(fc.integer({ min: -2, max: 70_000 }).map(BigInt), int64).map(String);

const scalar: fc.Arbitrary<AnyValue> = fc.oneof(
  { weight: 4, arbitrary: text.map((stringValue) => ({ stringValue })) },
  { weight: 2, arbitrary: integer.map((intValue) => ({ intValue })) },
  fc.double({ noNaN: false }).map((doubleValue) => ({ doubleValue })),
  fc.integer({ min: 0, max: 999 }).map((doubleValue) => ({ doubleValue })),
  fc.boolean().map((boolValue) => ({ boolValue })),
  fc.uint8Array({ maxLength: 9 }).map((bytesValue) => ({ bytesValue })),
);

const { value } = fc.letrec<{ value: AnyValue; item: KeyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc.array(tie('item'), { maxLength: 3 }).map((values) => ({ kvlistValue: { values } })),
  ),
  item: fc.record({ key: text, value: tie('value') }, { requiredKeys: ['key'] }),
}));

const attribute: fc.Arbitrary<KeyValue> = fc.record(
  { key: fc.oneof(fc.constantFrom(...KNOWN_NAMES, ...FOREIGN_NAMES), text), value },
  { requiredKeys: ['key'] },
);

const operation: fc.Arbitrary<KeyValue> = fc
  .constantFrom('step', 'hook', 'session', 'end_report', 'other')
  .map((stringValue) => ({ key: 'ussd.operation.name', value: { stringValue } }));

const attributes = fc
  .tuple(fc.array(attribute, { maxLength: 8 }), fc.option(operation, { nil: undefined }))
  .map(([others, own]) => (own === undefined ? others : [...others, own]));

const id = (bytes: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.uint8Array({ minLength: bytes, maxLength: bytes }) },
    fc.uint8Array({ maxLength: bytes + 3 }),
    fc.constant(new Uint8Array(bytes)),
  );

const time = fc
  .oneof(
    {
      weight: 9,
      arbitrary: fc.bigInt({ min: 1_600_000_000n * 10n ** 9n, max: 1_900_000_000n * 10n ** 9n }),
    },
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  )
  .map(String);

const span: fc.Arbitrary<Span> = fc.record(
  {
    traceId: id(16),
    spanId: id(8),
    parentSpanId: fc.oneof(id(8), fc.constant(new Uint8Array())),
    name: text,
    kind: fc.integer({ min: 0, max: 9 }),
    startTimeUnixNano: time,
    endTimeUnixNano: time,
    attributes,
    traceState: text,
    flags: fc.integer({ min: 0, max: 1023 }),
    events: fc.array(fc.record({ timeUnixNano: time, name: text }), { maxLength: 2 }),
    links: fc.array(fc.record({ traceId: id(16), spanId: id(8) }), { maxLength: 2 }),
    status: fc.record(
      { code: fc.integer({ min: 0, max: 4 }), message: text },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['traceId', 'spanId', 'name', 'startTimeUnixNano', 'endTimeUnixNano'] },
);

const resource = fc.record({
  attributes: fc
    .tuple(fc.array(attribute, { maxLength: 4 }), text)
    .map(([others, name]) => [...others, { key: 'service.name', value: { stringValue: name } }]),
});

/** Requests of every shape that OTLP allows: all attribute types, nested, with wrong types and ids. */
export const randomRequest: fc.Arbitrary<ResourceSpans[]> = fc.array(
  fc.record(
    {
      resource,
      scopeSpans: fc.array(fc.record({ spans: fc.array(span, { maxLength: 3 }) }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['scopeSpans'] },
  ),
  { maxLength: 3 },
);
