import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, test } from 'vitest';
import {
  ExportTraceServiceResponse,
  encodeRequest,
  RpcStatus,
  type Span,
} from '../../test/proto/otlp-messages.ts';
import { SPAN_COLUMN_NAMES, toRows } from '../../test/row-oracle.ts';
import { type Served, serve } from '../../test/served.ts';
import { StoreBusyError, StoreFailedError, StoreRejectedError } from '../store/store-errors.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

const STEP: Span = {
  traceId: Buffer.from('0af7651916cd43dd8448eb211c80319c', 'hex'),
  spanId: Buffer.from('b7ad6b7169203331', 'hex'),
  name: 'step',
  startTimeUnixNano: '1795225763417123456',
  endTimeUnixNano: '1795225763517123456',
  attributes: [{ key: 'ussd.operation.name', value: { stringValue: 'step' } }],
};

const REQUEST = encodeRequest([{ scopeSpans: [{ spans: [STEP] }] }]);
const WITH_BAD_SPAN = encodeRequest([
  { scopeSpans: [{ spans: [STEP, { ...STEP, traceId: Buffer.alloc(3) }] }] },
]);

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function started(...options: Parameters<typeof serve>): Promise<Served> {
  served = await serve(...options);
  return served;
}

interface Sending {
  readonly type?: string;
  readonly encoding?: string;
  readonly method?: string;
  readonly path?: string;
}

async function send({ address }: Served, body: Buffer | undefined, how: Sending = {}) {
  const { type = PROTOBUF, encoding, method = 'POST', path = '/v1/traces' } = how;
  const headers = {
    'content-type': type,
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  };
  const response = await fetch(`${address}${path}`, { method, headers, body: body ?? null });
  const { status } = response;
  const answer = Buffer.from(await response.arrayBuffer());
  return { status, headers: response.headers, answer };
}

function statusIn(answer: Buffer): { code: number; message: string } {
  return RpcStatus.toObject(RpcStatus.decode(answer)) as { code: number; message: string };
}

describe('the real exporters', () => {
  const exporters: readonly [string, (url: string) => SpanExporter][] = [
    ['JSON', (url) => new JsonExporter({ url })],
    ['JSON with gzip', (url) => new JsonExporter({ url, compression: 'gzip' as never })],
    ['protobuf', (url) => new ProtobufExporter({ url })],
    ['protobuf with gzip', (url) => new ProtobufExporter({ url, compression: 'gzip' as never })],
  ];

  test.each(exporters)('are understood: %s', async (_name, createExporter) => {
    const { address, batches } = await started();
    const exporter = createExporter(`${address}/v1/traces`);
    const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
    const attributes = { 'ussd.operation.name': 'step', 'ussd.step.index': 3, 'session.id': 'é"1' };
    provider.getTracer('test').startSpan('step menu', { kind: SpanKind.SERVER, attributes }).end();
    await provider.forceFlush();
    await provider.shutdown();

    const [row] = batches.flatMap((batch) => toRows(batch.rows, SPAN_COLUMN_NAMES));
    expect(row).toMatchObject({
      operation: 'step',
      name: 'step menu',
      session_id: 'é"1',
      step_index: '3',
    });
  });
});

describe('a request of spans', () => {
  test('is acknowledged only after the store has it on disk', async () => {
    const disk = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const server = await started({}, async () => {
      reached.resolve();
      await disk.promise;
    });
    let isAnswered = false;
    const answer = send(server, REQUEST).then((result) => {
      isAnswered = true;
      return result;
    });
    await reached.promise;
    // Another request goes all the way there and back meanwhile.
    await fetch(`${server.address}/healthz`);
    expect(isAnswered).toBe(false);
    disk.resolve();
    expect((await answer).status).toBe(200);
  });

  test('is answered in its own encoding, with an empty message when all is well', async () => {
    const server = await started();
    const protobuf = await send(server, REQUEST);
    expect([protobuf.status, protobuf.headers.get('content-type')]).toEqual([200, PROTOBUF]);
    expect(protobuf.answer).toHaveLength(0);
    const json = await send(server, Buffer.from('{}'), { type: `${JSON_TYPE}; charset=utf-8` });
    expect([json.status, json.headers.get('content-type')]).toEqual([200, JSON_TYPE]);
    expect(json.answer.toString()).toBe('{}');
  });

  test('may be empty', async () => {
    const server = await started();
    expect((await send(server, Buffer.alloc(0))).status).toBe(200);
    expect((await send(server, Buffer.alloc(0), { encoding: 'gzip' })).status).toBe(200);
  });

  test('with a bad span stores the others and says which one was refused', async () => {
    const server = await started();
    const { status, answer } = await send(server, WITH_BAD_SPAN);
    const { partialSuccess } = ExportTraceServiceResponse.toObject(
      ExportTraceServiceResponse.decode(answer),
      { longs: String },
    );
    expect(status).toBe(200);
    expect(partialSuccess).toEqual({
      rejectedSpans: '1',
      errorMessage: expect.stringContaining('Span 2 of 2 rejected: trace_id'),
    });
    expect(server.batches[0]?.rowCount).toBe(1);
  });

  test('with a bad span is told so in JSON too, its count as text', async () => {
    const server = await started();
    const body = Buffer.from('{"resourceSpans":[{"scopeSpans":[{"spans":[{}]}]}]}');
    const { answer } = await send(server, body, { type: JSON_TYPE });
    expect(JSON.parse(answer.toString())).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  });

  test.each([
    ['bytes that are no protobuf', Buffer.from([0xff]), PROTOBUF],
    ['text that is no JSON', Buffer.from('{"a":'), JSON_TYPE],
  ])('that cannot be decoded is 400, which nobody sends again: %s', async (_name, body, type) => {
    const { status, answer } = await send(await started(), body, { type });
    const { code } = type === PROTOBUF ? statusIn(answer) : JSON.parse(answer.toString());
    expect([status, code]).toEqual([400, 3]);
  });

  test('never has its content repeated in an answer', async () => {
    const body = Buffer.from('{"resourceSpans": 254700000111');
    const { answer } = await send(await started(), body, { type: JSON_TYPE });
    expect(answer.toString()).not.toContain('2547');
  });

  test('cut off in its gzip is 400', async () => {
    const body = gzipSync(REQUEST).subarray(0, -9);
    expect((await send(await started(), body, { encoding: 'gzip' })).status).toBe(400);
  });

  test('in another type or compression is 415, by another method 405', async () => {
    const server = await started();
    expect((await send(server, REQUEST, { type: 'text/plain' })).status).toBe(415);
    expect((await send(server, REQUEST, { encoding: 'br' })).status).toBe(415);
    const get = await send(server, undefined, { method: 'GET' });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test.each([
    [new StoreBusyError('full'), 429, 8, '1'],
    [new StoreFailedError('disk'), 503, 14, '1'],
    [new Error('unforeseen'), 503, 14, '1'],
    [new StoreRejectedError('never'), 400, 3, null],
  ])('that the store refuses with %s is answered %i', async (error, status, code, retryAfter) => {
    const server = await started({}, () => Promise.reject(error));
    const { answer, headers, ...rest } = await send(server, REQUEST);
    expect([rest.status, headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(statusIn(answer).code).toBe(code);
  });
});

describe('the limit on bodies', () => {
  const env = { HOPSCOPE_BODY_MAX: '100000' };
  const zeros = Buffer.alloc(100_001);

  test('holds for what is announced, and says how large it may be', async () => {
    const { status, answer } = await send(await started(env), zeros);
    expect(status).toBe(413);
    expect(statusIn(answer).message).toBe(
      'The body is larger than 100000 bytes (HOPSCOPE_BODY_MAX)',
    );
  });

  test('holds for a body without a length', async () => {
    const { address } = await started(env);
    const status = await new Promise((resolve, reject) => {
      const options = { method: 'POST', headers: { 'content-type': PROTOBUF } };
      const outgoing = httpRequest(`${address}/v1/traces`, options, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      outgoing.on('error', reject);
      outgoing.write(zeros.subarray(0, 60_000));
      outgoing.end(zeros.subarray(60_000));
    });
    expect(status).toBe(413);
  });

  test('stops a gzip bomb before it fills the memory', async () => {
    const server = await started();
    const bomb = gzipSync(Buffer.alloc(400 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    expect((await send(server, bomb, { encoding: 'gzip' })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
  });

  test('holds for what many small gzips inflate to at the same time', async () => {
    const bodyBytesMax = 8 * 1024 * 1024;
    const server = await started({ HOPSCOPE_BODY_MAX: String(bodyBytesMax) });
    // An unknown field of 8 MiB - 32: 8 KB when packed.
    const pad = Buffer.alloc(bodyBytesMax - 32 - REQUEST.length);
    const length = [0, 7, 14, 21].map((bits) => ((pad.length >>> bits) & 127) | 128);
    const body = gzipSync(Buffer.concat([REQUEST, Buffer.from([0x9a, 0x06, ...length, 0]), pad]));
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => send(server, body, { encoding: 'gzip' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('1');
    const stored = answers.filter(({ status }) => status === 200);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.length + refused.length).toBe(24);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    expect(metrics).toContain('hopscope_receiver_bytes_in_flight 0\n');
    expect((await send(server, body, { encoding: 'gzip' })).status).toBe(200);
  });

  test('holds for all requests under way together: the next one is told to come again', async () => {
    const disk = Promise.withResolvers<void>();
    let waiting = 0;
    const bothWait = Promise.withResolvers<void>();
    const server = await started(env, async () => {
      waiting += 1;
      if (waiting === 2) bothWait.resolve();
      await disk.promise;
    });
    const pad = Buffer.concat([Buffer.from([0x9a, 0x06, 0xf0, 0xe9, 0x05]), Buffer.alloc(95_472)]);
    const body = Buffer.concat([REQUEST, pad]);
    const first = [send(server, body), send(server, body)];
    await bothWait.promise;
    const third = await send(server, body);
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
    disk.resolve();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await send(server, body)).status).toBe(200);
  });
});

test('metrics and logs are accepted and counted as dropped', async () => {
  const server = await started();
  for (const path of ['/v1/metrics', '/v1/logs']) {
    const { status, answer } = await send(server, REQUEST, { path });
    expect([status, answer.length]).toEqual([200, 0]);
  }
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  expect(metrics).toContain('hopscope_exports_dropped_total{signal="metrics"} 1');
  expect(metrics).toContain('hopscope_exports_dropped_total{signal="logs"} 1');
});
