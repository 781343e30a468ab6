import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TraceSpan } from './trace-span.ts';

/** Takes spans as OTLP/HTTP in JSON on loopback, and keeps them. */
export interface SpanSink {
  readonly endpoint: string;
  readonly spans: readonly TraceSpan[];
  /** What every batch says of the process. */
  readonly resource: Readonly<Record<string, unknown>>;
  close(): void;
}

/** As far as it is read; opentelemetry-proto 1.11, trace.proto in JSON. */
interface ExportRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] }[];
  }[];
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status?: { readonly code?: number };
  readonly attributes?: readonly KeyValue[];
}

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const STATUS_ERROR = 2;

export async function startSpanSink(): Promise<SpanSink> {
  const spans: TraceSpan[] = [];
  const resource: Record<string, unknown> = {};
  const server = http.createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader('content-type', 'application/json');
    try {
      if (request.url === '/v1/traces') {
        const exported = JSON.parse(body) as ExportRequest;
        spans.push(...spansOf(exported));
        Object.assign(resource, recordOf(exported.resourceSpans?.[0]?.resource?.attributes));
      }
      response.end('{}');
    } catch {
      response.statusCode = 400;
      response.end('{"code":3,"message":"expected OTLP in JSON"}');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resource,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function spansOf({ resourceSpans = [] }: ExportRequest): TraceSpan[] {
  return resourceSpans
    .flatMap(({ scopeSpans = [] }) => scopeSpans)
    .flatMap(({ spans = [] }) => spans)
    .map((span) => ({
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: span.parentSpanId ?? '',
      name: span.name,
      startMs: Number(span.startTimeUnixNano) / 1e6,
      endMs: Number(span.endTimeUnixNano) / 1e6,
      failed: span.status?.code === STATUS_ERROR,
      attributes: recordOf(span.attributes),
    }));
}

function recordOf(attributes: readonly KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
}

/** The value of an AnyValue; 64-bit integers come as strings. */
function plain(value: Readonly<Record<string, unknown>>): unknown {
  const [type, inner] = Object.entries(value)[0] ?? [];
  if (type === 'intValue') return Number(inner);
  if (type !== 'arrayValue') return inner;
  const { values = [] } = inner as { values?: readonly Readonly<Record<string, unknown>>[] };
  return values.map(plain);
}
