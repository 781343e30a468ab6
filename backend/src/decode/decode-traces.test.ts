import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toOtlpJson } from '../../test/otlp-json.ts';
import { encodeRequest, type KeyValue, type Span } from '../../test/proto/otlp-messages.ts';
import { randomRequest } from '../../test/random-requests.ts';
import { expectedRows, SPAN_COLUMN_NAMES, toRows } from '../../test/row-oracle.ts';
import { decodeTraces, type Encoding } from './decode-traces.ts';
import type { DecodedBatch } from './decoded-batch.ts';
import { FOREIGN_COLUMNS } from './foreign-row.ts';

const text = (key: string, stringValue: string): KeyValue => ({ key, value: { stringValue } });

const STEP: Span = {
  traceId: Buffer.from('0af7651916cd43dd8448eb211c80319c', 'hex'),
  spanId: Buffer.from('b7ad6b7169203331', 'hex'),
  name: 'step main_menu',
  startTimeUnixNano: '1795225763417123456',
  endTimeUnixNano: '1795225763517123456',
  attributes: [text('ussd.operation.name', 'step'), text('ussd.response.text', 'Wëlcome\n1. "A"')],
};

const RESOURCE = { attributes: [text('service.name', 'wallet-ussd')] };

function requestOf(...spans: Span[]) {
  return [{ resource: RESOURCE, scopeSpans: [{ spans }] }];
}

function decode(
  body: Buffer,
  encoding: Encoding = 'protobuf',
  keepsPersonalData = false,
): DecodedBatch {
  const decoded = decodeTraces(body, encoding, keepsPersonalData);
  if (decoded.status === 'malformed') throw new Error(decoded.why);
  return decoded.batch;
}

function seen({ rows, foreign, spans, rejected }: DecodedBatch) {
  return {
    rows: toRows(rows, SPAN_COLUMN_NAMES),
    foreign: toRows(foreign, FOREIGN_COLUMNS),
    spans,
    rejected,
  };
}

test('any protobuf request gives the rows that protobufjs and plain code give', () => {
  fc.assert(
    fc.property(randomRequest, (request) => {
      const body = encodeRequest(request);
      expect(seen(decode(body))).toEqual(expectedRows(body));
    }),
    { numRuns: 500 },
  );
});

test('the same request in JSON gives the same rows, however it writes 64-bit integers', () => {
  fc.assert(
    fc.property(randomRequest, fc.constantFrom('text', 'halves'), (request, int64) => {
      const expected = decode(encodeRequest(request));
      const actual = decode(toOtlpJson(request, int64), 'json');
      expect(seen(actual)).toEqual(seen(expected));
      expect(actual.why).toBe(expected.why);
    }),
    { numRuns: 300 },
  );
});

test('the batch names exactly the traces of its rows and counts them', () => {
  fc.assert(
    fc.property(randomRequest, (request) => {
      const batch = decode(encodeRequest(request));
      const { rows, foreign } = seen(batch);
      expect([...batch.traceIds].sort()).toEqual(
        [...new Set(rows.map((row) => row.trace_id))].sort(),
      );
      expect([batch.rowCount, batch.foreignCount]).toEqual([rows.length, foreign.length]);
    }),
  );
});

test('64-bit integers as plain JSON numbers are taken as far as they are exact', () => {
  const span = {
    ...STEP,
    startTimeUnixNano: '1795225763417000192',
    endTimeUnixNano: '1795225763417000192',
  };
  const [row] = toRows(
    decode(toOtlpJson(requestOf(span), 'number'), 'json').rows,
    SPAN_COLUMN_NAMES,
  );
  expect(row?.start_ns).toBe('1795225763417000192');
});

test('a resource that stands behind its spans still counts for them', () => {
  const spansFirst = encodeRequest([{ scopeSpans: [{ spans: [STEP] }] }]);
  const resourceOnly = encodeRequest([{ resource: RESOURCE, scopeSpans: [] }]);
  const inner = Buffer.concat([
    spansFirst.subarray(lengthSize(spansFirst)),
    resourceOnly.subarray(2),
  ]);
  const body = Buffer.concat([Buffer.from([0x0a, ...varint(inner.length)]), inner]);
  const [row] = toRows(decode(body).rows, SPAN_COLUMN_NAMES);
  expect(row?.service_name).toBe('wallet-ussd');
});

test('unknown fields of every wire type are stepped over', () => {
  const unknown = Buffer.from([
    ...[0x98, 0x06, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    ...[0x99, 0x06, 1, 2, 3, 4, 5, 6, 7, 8],
    ...[0x9a, 0x06, 3, 1, 2, 3],
    ...[0x9d, 0x06, 1, 2, 3, 4],
  ]);
  const body = encodeRequest(requestOf(STEP));
  expect(seen(decode(Buffer.concat([unknown, body, unknown])))).toEqual(seen(decode(body)));
});

describe('a body cut off or filled with noise', () => {
  const request = encodeRequest(requestOf(STEP, { ...STEP, attributes: [] }));
  const json = toOtlpJson(requestOf(STEP));

  test('is malformed at every length but those that end a whole message', () => {
    for (let length = 1; length < request.length; length += 1) {
      expect(decodeTraces(request.subarray(0, length), 'protobuf', false).status).toBe('malformed');
    }
    for (let length = 0; length < json.length; length += 1) {
      expect(decodeTraces(json.subarray(0, length), 'json', false).status).toBe('malformed');
    }
  });

  test('never reads past its end, even inside a larger buffer', () => {
    const room = Buffer.concat([request, request]);
    for (let length = 1; length < request.length; length += 1) {
      const body = room.subarray(0, length);
      expect(decodeTraces(body, 'protobuf', false).status).toBe('malformed');
    }
  });

  test('is decoded or malformed, never a crash', () => {
    const statuses = new Set(['decoded', 'malformed']);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const body = Buffer.from(bytes);
        expect(statuses).toContain(decodeTraces(body, 'protobuf', false).status);
        expect(statuses).toContain(decodeTraces(body, 'json', false).status);
      }),
      { numRuns: 2_000 },
    );
  });

  test('with any byte of a real request changed is decoded or malformed, and its rows are JSON', () => {
    fc.assert(
      fc.property(fc.nat(request.length - 1), fc.nat(255), (at, byte) => {
        const body = Buffer.from(request);
        body[at] = byte;
        const decoded = decodeTraces(body, 'protobuf', false);
        if (decoded.status === 'decoded') seen(decoded.batch);
      }),
      { numRuns: 2_000 },
    );
  });

  test('any JSON value at all is decoded or malformed', () => {
    fc.assert(
      fc.property(fc.json(), (value) => {
        const body = Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${value}]}]}]}`);
        decodeTraces(body, 'json', false);
      }),
      { numRuns: 500 },
    );
  });

  test('gzip sent without saying so is malformed', () => {
    expect(decodeTraces(gzipSync(request), 'protobuf', false).status).toBe('malformed');
  });
});

test('groups, which proto3 does not have, are refused', () => {
  const body = Buffer.from([0x0b, 0x0c]);
  expect(decodeTraces(body, 'protobuf', false)).toEqual({
    status: 'malformed',
    why: 'wire type 3 is not one of proto3',
  });
});

test('values nested deeper than 64 are refused in both encodings', () => {
  const depth = 70;
  // protobufjs refuses to write this, so it is written by hand: array_value { values: [ ... ] }.
  let value: Buffer = Buffer.from([0x18, 1]);
  for (let level = 0; level < depth; level += 1) value = field(5, field(1, value));
  const span = field(1, field(2, field(2, field(9, field(2, value)))));
  const any = '{"arrayValue":{"values":['.repeat(depth) + ']}}'.repeat(depth);
  const json = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":${any}}]}]}]}]}`;
  const why = 'values nest deeper than 64';
  expect(decodeTraces(span, 'protobuf', false)).toMatchObject({ why });
  expect(decodeTraces(Buffer.from(json), 'json', false)).toMatchObject({ why });
});

test('an empty request is a batch of nothing', () => {
  expect(seen(decode(Buffer.alloc(0)))).toEqual({ rows: [], foreign: [], spans: 0, rejected: 0 });
  expect(seen(decode(Buffer.from('{}'), 'json')).spans).toBe(0);
});

test('a refused span is named by its place, its field and its service, without any value of it', () => {
  const batch = decode(encodeRequest(requestOf(STEP, { ...STEP, spanId: Buffer.alloc(8) }, STEP)));
  expect(batch.why).toBe(
    "Span 2 of 3 rejected: span_id is not 8 bytes with at least one that is not zero (sent by service 'wallet-ussd')",
  );
  expect([batch.rowCount, batch.rejected]).toEqual([2, 1]);
});

describe('a span with very many attributes', () => {
  // Each name comes twice, the later value counts; looking each up among all others would take minutes.
  const names = Array.from({ length: 50_000 }, (_, index) => `app.flag.${index}`);
  const attributes = [...names, ...names].map((name, index) => text(name, `v${index}`));

  test.each([
    ['of USSD', STEP.attributes ?? []],
    ['of another instrumentation', []],
  ])('%s is decoded as quickly as many spans with few', (_name, more) => {
    const request = requestOf({ ...STEP, attributes: [...attributes, ...more] });
    const body = encodeRequest(request);
    const expected = expectedRows(body);
    expect(seen(decode(body))).toEqual(expected);
    expect(seen(decode(toOtlpJson(request), 'json'))).toEqual(expected);
  });

  test('that repeats one with a column keeps its text once, whatever its length', () => {
    const long = 'x'.repeat(200_000);
    const repeated = [...names.map(() => text('session.id', 'short')), text('session.id', long)];
    const body = encodeRequest(requestOf({ ...STEP, attributes: repeated }));
    expect(seen(decode(body))).toEqual(expectedRows(body));
  });
});

test('an operation nobody knows is refused, not stored', () => {
  const attributes = [text('ussd.operation.name', 'stepp')];
  const batch = decode(encodeRequest(requestOf({ ...STEP, attributes })));
  expect(batch.why).toContain('ussd.operation.name is not one of session, step, hook, end_report');
});

test('what a foreign span may hold of a subscriber is dropped, unless capture is full', () => {
  const attributes = [
    text('url.query', 'msisdn=254700000111'),
    text('db.query.text', "SELECT '254700000111'"),
    text('db.statement', "SELECT '254700000111'"),
    text('url.full', 'http://bank/pay?msisdn=254700000111'),
    text('http.target', '/pay?msisdn=254700000111'),
    text('http.route', '/pay'),
  ];
  const body = encodeRequest(requestOf({ ...STEP, name: 'GET', attributes }));
  const [dropped] = toRows(decode(body).foreign, FOREIGN_COLUMNS);
  expect(dropped?.attributes).toEqual({
    'url.full': 'http://bank/pay',
    'http.target': '/pay',
    'http.route': '/pay',
  });
  expect(decode(body, 'protobuf', true).foreign.toString()).toContain('254700000111');
});

test('a row is whole however much its texts grow by escaping', () => {
  const controls = '\u0001'.repeat(3_000);
  const resource = { attributes: [text('service.name', controls)] };
  const spans = Array.from({ length: 20 }, () => STEP);
  const { rows } = seen(decode(encodeRequest([{ resource, scopeSpans: [{ spans }] }])));
  expect(rows).toHaveLength(20);
  for (const row of rows) expect(row.service_name).toBe(controls);
});

test('bytes that are no UTF-8 become U+FFFD, so that a row is always text', () => {
  const body = encodeRequest(requestOf(STEP));
  const at = body.indexOf('Wëlcome');
  body[at + 1] = 0xff;
  const [row] = toRows(decode(body).rows, SPAN_COLUMN_NAMES);
  expect(row?.response_text).toBe('W\ufffd\ufffdlcome\n1. "A"');
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);
}

function lengthSize(body: Buffer): number {
  return 1 + (body[1] !== undefined && body[1] < 128 ? 1 : 2);
}
