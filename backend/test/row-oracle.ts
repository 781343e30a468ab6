import { OPERATIONS } from '@hopscope/instrumentation/semconv';
import { SPAN_COLUMNS } from '../src/decode/span-row.ts';
import { type AnyValue, ExportTraceServiceRequest, type KeyValue } from './proto/otlp-messages.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What the rows of a request should be, by protobufjs and by plain, slow code. */
export interface Expected {
  readonly rows: readonly Row[];
  readonly foreign: readonly Row[];
  readonly spans: number;
  readonly rejected: number;
}

interface ReadSpan {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId: Uint8Array;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  status?: { code: number; message: string };
}

interface ReadRequest {
  resourceSpans: {
    resource?: { attributes: KeyValue[] };
    scopeSpans: { spans: ReadSpan[] }[];
  }[];
}

/** Reads protobuf bytes with protobufjs and says what the decoder should make of them. */
export function expectedRows(body: Buffer): Expected {
  const message = ExportTraceServiceRequest.decode(body);
  const request = ExportTraceServiceRequest.toObject(message, {
    longs: String,
    defaults: true,
    oneofs: true,
  }) as ReadRequest;
  const rows: Row[] = [];
  const foreign: Row[] = [];
  let spans = 0;
  let rejected = 0;
  for (const { resource, scopeSpans } of request.resourceSpans) {
    for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
      spans += 1;
      const row = rowOf(span, resource?.attributes ?? []);
      if (row === undefined) rejected += 1;
      else if ('kind' in row) foreign.push(row);
      else rows.push(row);
    }
  }
  return { rows, foreign, spans, rejected };
}

function rowOf(span: ReadSpan, ofResource: readonly KeyValue[]): Row | undefined {
  const start = BigInt(span.startTimeUnixNano);
  const end = BigInt(span.endTimeUnixNano);
  const parent = hex(span.parentSpanId);
  const isValid =
    isId(span.traceId, 16) &&
    isId(span.spanId, 8) &&
    (/^0*$/.test(parent) || parent.length === 16) &&
    isTime(start) &&
    isTime(end);
  if (!isValid) return undefined;
  const common = {
    trace_id: hex(span.traceId),
    span_id: hex(span.spanId),
    parent_span_id: /^0*$/.test(parent) ? '' : parent,
    name: span.name,
    start_ns: String(start),
    end_ns: String(end < start ? start : end),
    status_code: String([0, 1, 2].includes(span.status?.code ?? 0) ? (span.status?.code ?? 0) : 0),
    status_message: span.status?.message ?? '',
  };
  const own = split(span.attributes);
  const inherited = split(ofResource).columns;
  inherited.delete('operation');
  const operation = own.columns.get('operation');
  if (operation !== undefined) {
    if (!OPERATIONS.some((known) => known === operation)) return undefined;
    const columns = new Map([...inherited, ...own.columns]);
    return {
      ...defaults(),
      ...Object.fromEntries(columns),
      ...common,
      attributes: Object.fromEntries(own.rest),
    };
  }
  const kind = span.kind >= 0 && span.kind <= 5 ? span.kind : 0;
  const service = own.columns.get('service_name') ?? inherited.get('service_name') ?? '';
  return {
    ...common,
    kind: String(kind),
    service_name: service,
    attributes: withoutPersonalData(span.attributes),
  };
}

function defaults(): Record<string, unknown> {
  return Object.fromEntries(
    SPAN_COLUMNS.map(({ name, empty }) => [name, empty.startsWith('"') ? '' : empty]),
  );
}

function split(attributes: readonly KeyValue[]) {
  const columns = new Map<string, string>();
  const rest = new Map<string, string>();
  for (const { key, value } of attributes) {
    const text = textOf(value);
    if (text === undefined || value === undefined) continue;
    const column = SPAN_COLUMNS.find(({ attribute }) => attribute === key);
    const asColumn = column && columnText(column.kind, value);
    if (column !== undefined && asColumn !== undefined) columns.set(column.name, asColumn);
    else rest.set(key, text);
  }
  return { columns, rest };
}

function columnText(kind: string, value: AnyValue): string | undefined {
  if (kind === 'text') return value.stringValue;
  const number = value.intValue === undefined ? value.doubleValue : Number(value.intValue);
  if (number === undefined) return undefined;
  if (kind === 'durationMs') {
    const ms = Math.round(number * 1000);
    return ms >= 0 && ms <= Number.MAX_SAFE_INTEGER ? String(ms) : undefined;
  }
  const [min, max] =
    kind === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [0, kind === 'uint16' ? 65_535 : 2 ** 32 - 1];
  return Number.isInteger(number) && number >= min && number <= max ? String(number) : undefined;
}

/** On a foreign span every attribute stays one; those of our columns keep their text. */
function withoutPersonalData(attributes: readonly KeyValue[]): Record<string, string> {
  const kept = new Map<string, string>();
  const { columns, rest } = split(attributes);
  for (const [column, text] of columns) {
    const name = SPAN_COLUMNS.find(({ name }) => name === column)?.attribute ?? '';
    if (column !== 'service_name') rest.set(name, text);
  }
  for (const [name, text] of rest) {
    if (name === 'url.query' || name === 'db.query.text') continue;
    kept.set(name, name === 'url.full' ? (text.split('?')[0] ?? '') : text);
  }
  return Object.fromEntries(kept);
}

function textOf(value: AnyValue | undefined): string | undefined {
  if (value?.stringValue !== undefined) return value.stringValue;
  if (value?.intValue !== undefined) return value.intValue;
  if (value?.doubleValue !== undefined) return String(value.doubleValue);
  if (value?.boolValue !== undefined) return String(value.boolValue);
  if (value?.bytesValue !== undefined) return Buffer.from(value.bytesValue).toString('base64');
  if (value?.arrayValue ?? value?.kvlistValue) return nested(value);
  return undefined;
}

function nested(value: AnyValue | undefined): string {
  if (value?.arrayValue) return `[${value.arrayValue.values.map(nested).join(',')}]`;
  if (value?.kvlistValue) {
    const items = value.kvlistValue.values.map(
      (item) => `${JSON.stringify(item.key)}:${nested(item.value)}`,
    );
    return `{${items.join(',')}}`;
  }
  const text = textOf(value);
  if (text === undefined) return 'null';
  const isBare =
    value?.intValue !== undefined ||
    value?.boolValue !== undefined ||
    (value?.doubleValue !== undefined && Number.isFinite(value.doubleValue));
  return isBare ? text : JSON.stringify(text);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function isId(bytes: Uint8Array, length: number): boolean {
  return bytes.length === length && bytes.some((byte) => byte !== 0);
}

function isTime(nanoseconds: bigint): boolean {
  const year = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;
  return nanoseconds >= year('2000-01-01') && nanoseconds < year('2100-01-01');
}

/** Lines of the decoder as rows by column name; numbers as their digits, so that none is rounded. */
export function toRows(lines: Buffer, columns: readonly string[]): Row[] {
  return lines
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const values = JSON.parse(line.replace(TOKENS, keepDigits), mendKeys) as unknown[];
      return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
    });
}

// V8 (Node 24.21) now and then reads the key "\"" as "\\" where another object had that key. So keys
// are marked, which makes none of them a lone escaped character, and the marks are taken off again.
const TOKENS = /"(?:[^"\\]|\\.)*"(:?)|-?\d+/g;
const keepDigits = (token: string, colon?: string): string => {
  if (!token.startsWith('"')) return `"${token}"`;
  return colon === ':' ? `"key ${token.slice(1)}` : token;
};
const mendKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key.slice(4), item]))
    : value;

/** The columns of table `spans`, in order. */
export const SPAN_COLUMN_NAMES: readonly string[] = SPAN_COLUMNS.map(({ name }) => name);
