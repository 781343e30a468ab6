import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SinkSpan {
  readonly name: string;
  /** 2 = SERVER, 3 = CLIENT, 1 = INTERNAL. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Record<string, unknown>;
  readonly resource: Record<string, unknown>;
  readonly scope: { readonly name: string; readonly version?: string };
  readonly schemaUrl: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly statusCode: number;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

export interface OtlpSink {
  readonly endpoint: string;
  readonly spans: SinkSpan[];
  /** Of the metrics only what they are called and whose they are. */
  readonly metrics: { readonly name: string; readonly scope: string; readonly schemaUrl: string }[];
  /** Every path that was posted to. */
  readonly paths: string[];
  close(): Promise<void>;
}

interface KeyValue {
  key: string;
  value: Record<string, unknown>;
}

const toRecord = (attributes: KeyValue[] = []): Record<string, unknown> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [type, plain] = Object.entries(value)[0] ?? [];
      return [key, type === 'intValue' ? Number(plain) : plain];
    }),
  );

/** Takes OTLP/HTTP in JSON (`OTEL_EXPORTER_OTLP_PROTOCOL=http/json`) and keeps the spans. */
export async function startOtlpSink(): Promise<OtlpSink> {
  const spans: SinkSpan[] = [];
  const metrics: OtlpSink['metrics'] = [];
  const paths: string[] = [];
  const server = http.createServer(async (request, response) => {
    paths.push(request.url ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    for (const resourceSpans of body.resourceSpans ?? []) {
      for (const scopeSpans of resourceSpans.scopeSpans) {
        for (const span of scopeSpans.spans) {
          spans.push({
            ...span,
            parentSpanId: span.parentSpanId ?? '',
            attributes: toRecord(span.attributes),
            resource: toRecord(resourceSpans.resource.attributes),
            scope: scopeSpans.scope,
            schemaUrl: scopeSpans.schemaUrl ?? '',
            startMs: Number(span.startTimeUnixNano) / 1e6,
            endMs: Number(span.endTimeUnixNano) / 1e6,
            statusCode: span.status?.code ?? 0,
            links: span.links ?? [],
          });
        }
      }
    }
    for (const { scopeMetrics } of body.resourceMetrics ?? []) {
      for (const { scope, schemaUrl = '', metrics: found } of scopeMetrics) {
        for (const { name } of found) metrics.push({ name, scope: scope.name, schemaUrl });
      }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    metrics,
    paths,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
