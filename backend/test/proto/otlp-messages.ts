import { join } from 'node:path';
import protobuf from 'protobufjs';

const root = protobuf.loadSync(join(import.meta.dirname, 'trace-request.proto'));

/** An export request, read and written by protobufjs: nothing of the decoder under test is in it. */
export const ExportTraceServiceRequest = root.lookupType('otlp.ExportTraceServiceRequest');
export const ExportTraceServiceResponse = root.lookupType('otlp.ExportTraceServiceResponse');
export const RpcStatus = root.lookupType('otlp.RpcStatus');

export interface AnyValue {
  stringValue?: string;
  boolValue?: boolean;
  /** Decimal text, as OTLP/JSON has it. */
  intValue?: string;
  doubleValue?: number;
  arrayValue?: { values: AnyValue[] };
  kvlistValue?: { values: KeyValue[] };
  bytesValue?: Uint8Array;
}

export interface KeyValue {
  key: string;
  value?: AnyValue;
}

export interface Span {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId?: Uint8Array;
  name: string;
  kind?: number;
  /** Decimal text. */
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValue[];
  events?: { timeUnixNano: string; name: string; attributes?: KeyValue[] }[];
  links?: { traceId: Uint8Array; spanId: Uint8Array }[];
  status?: { code?: number; message?: string };
  traceState?: string;
  flags?: number;
}

export interface ResourceSpans {
  resource?: { attributes: KeyValue[] };
  scopeSpans: { scope?: { name: string }; spans: Span[] }[];
}

/** Protobuf bytes of a request. */
export function encodeRequest(resourceSpans: readonly ResourceSpans[]): Buffer {
  const message = ExportTraceServiceRequest.fromObject({ resourceSpans });
  return Buffer.from(ExportTraceServiceRequest.encode(message).finish());
}
