import type { AnyValue, KeyValue, ResourceSpans, Span } from './proto/otlp-messages.ts';

/** How a sender writes 64-bit integers. */
export type Int64Style = 'text' | 'number' | 'halves';

/** A request as OTLP/JSON. Numbers lose precision beyond 2^53, as with the senders that write them. */
export function toOtlpJson(request: readonly ResourceSpans[], int64: Int64Style = 'text'): Buffer {
  const integer = (digits: string): unknown => {
    if (int64 === 'text') return digits;
    if (int64 === 'number') return Number(digits);
    const value = BigInt(digits);
    return { low: Number(BigInt.asIntN(32, value)), high: Number(value >> 32n) };
  };
  const value = (any: AnyValue): unknown => {
    if (any.intValue !== undefined) return { intValue: integer(any.intValue) };
    if (any.doubleValue !== undefined) return { doubleValue: double(any.doubleValue) };
    if (any.bytesValue !== undefined) {
      return { bytesValue: Buffer.from(any.bytesValue).toString('base64') };
    }
    if (any.arrayValue) return { arrayValue: { values: any.arrayValue.values.map(value) } };
    if (any.kvlistValue) return { kvlistValue: { values: any.kvlistValue.values.map(item) } };
    return any;
  };
  const item = ({ key, value: any }: KeyValue): unknown => ({
    key,
    ...(any === undefined ? {} : { value: value(any) }),
  });
  const span = ({ traceId, spanId, parentSpanId, ...rest }: Span): unknown => ({
    ...rest,
    traceId: hex(traceId).toUpperCase(),
    spanId: hex(spanId),
    ...(parentSpanId === undefined ? {} : { parentSpanId: hex(parentSpanId) }),
    startTimeUnixNano: integer(rest.startTimeUnixNano),
    endTimeUnixNano: integer(rest.endTimeUnixNano),
    attributes: rest.attributes?.map(item),
    links: rest.links?.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
    someNewField: { of: ['a', 'later', 'version'] },
  });
  const resourceSpans = request.map(({ resource, scopeSpans }) => ({
    ...(resource === undefined ? {} : { resource: { attributes: resource.attributes.map(item) } }),
    scopeSpans: scopeSpans.map(({ spans }) => ({ spans: spans.map(span) })),
  }));
  return Buffer.from(JSON.stringify({ resourceSpans }));
}

function double(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
