import { type AttributeKey, keyOf } from './attribute-key.ts';
import { MalformedError, NESTING_MAX } from './malformed.ts';
import { nestedDouble } from './protobuf-request.ts';
import type { SpanRowWriter } from './span-row-writer.ts';
import { type SpanTime, setFromDecimal } from './span-time.ts';

type Json = Readonly<Record<string, unknown>>;

const INT64_MAX = 9_223_372_036_854_775_807n;
const INT64_MIN = -9_223_372_036_854_775_808n;
const UINT64_MAX = 18_446_744_073_709_551_615n;
const DECIMAL = /^[+-]?\d{1,20}$/;
const HEX = /^[0-9a-f]*$/i;

/**
 * Reads an ExportTraceServiceRequest in OTLP/JSON with the tolerances real senders need: ids as hex
 * of any case, 64-bit integers as text, number or `{low, high}`, doubles as text (`"NaN"`), unknown
 * fields ignored (opentelemetry-proto 1.11, docs/specification.md "JSON Protobuf Encoding").
 *
 * @throws {MalformedError} when it is no JSON or a field has a type that no reading of OTLP allows.
 */
export function readJsonRequest(body: Buffer, writer: SpanRowWriter): void {
  const request = parse(body);
  for (const resourceSpans of objects(request, 'resourceSpans')) {
    writer.beginResource();
    const resource = object(resourceSpans, 'resource');
    if (resource !== undefined) readAttributes(resource, writer);
    writer.endResource();
    for (const scopeSpans of objects(resourceSpans, 'scopeSpans')) {
      for (const span of objects(scopeSpans, 'spans')) readSpan(span, writer);
    }
  }
}

function parse(body: Buffer): Json {
  let request: unknown;
  try {
    request = JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's own message quotes the body, which may hold what a subscriber typed.
    throw new MalformedError('it is no JSON');
  }
  if (!isObject(request)) throw new MalformedError('it is no JSON object');
  return request;
}

function readSpan(span: Json, writer: SpanRowWriter): void {
  writer.beginSpan();
  writer.traceId = id(span, 'traceId');
  writer.spanId = id(span, 'spanId');
  writer.parentSpanId = id(span, 'parentSpanId');
  writer.nameJson(quote(text(span, 'name')));
  writer.kind = enumeration(span, 'kind');
  readTime(span, 'startTimeUnixNano', writer.start);
  readTime(span, 'endTimeUnixNano', writer.end);
  const status = object(span, 'status');
  if (status !== undefined) {
    writer.statusCode = enumeration(status, 'code');
    writer.statusMessageJson(quote(text(status, 'message')));
  }
  readAttributes(span, writer);
  writer.finishSpan();
}

function readAttributes(owner: Json, writer: SpanRowWriter): void {
  for (const attribute of objects(owner, 'attributes')) {
    const value = object(attribute, 'value');
    if (value !== undefined) readValue(keyOf(text(attribute, 'key')), value, writer);
  }
}

function readValue(key: AttributeKey, value: Json, writer: SpanRowWriter): void {
  if (isSet(value.stringValue)) writer.textJson(key, quote(text(value, 'stringValue')));
  else if (isSet(value.intValue)) {
    const exact = int64(value.intValue, 'intValue');
    writer.integer(key, Number(exact), exact.toString());
  } else if (isSet(value.doubleValue)) writer.double(key, double(value.doubleValue));
  else if (isSet(value.boolValue)) writer.other(key, `"${value.boolValue === true}"`);
  else if (isSet(value.bytesValue)) writer.other(key, quote(text(value, 'bytesValue')));
  else if (isSet(value.arrayValue) || isSet(value.kvlistValue)) {
    writer.other(key, quote(nestedJson(value, 0)));
  }
}

/**
 * A value as JSON text: integers in full, NaN and infinity as text, bytes as base64, an empty value
 * as null. The same rules as for protobuf, so that both encodings give the same row.
 */
function nestedJson(value: Json, depth: number): string {
  if (depth > NESTING_MAX) throw new MalformedError(`values nest deeper than ${NESTING_MAX}`);
  if (isSet(value.stringValue)) return quote(text(value, 'stringValue'));
  if (isSet(value.intValue)) return int64(value.intValue, 'intValue').toString();
  if (isSet(value.doubleValue)) return nestedDouble(double(value.doubleValue));
  if (isSet(value.boolValue)) return String(value.boolValue === true);
  if (isSet(value.bytesValue)) return quote(text(value, 'bytesValue'));
  const list = object(value, 'arrayValue');
  if (list !== undefined) {
    return `[${objects(list, 'values')
      .map((item) => nestedJson(item, depth + 1))
      .join(',')}]`;
  }
  const map = object(value, 'kvlistValue');
  if (map === undefined) return 'null';
  const items = objects(map, 'values').map((item) => {
    const itemValue = object(item, 'value');
    const json = itemValue === undefined ? 'null' : nestedJson(itemValue, depth + 1);
    return `${quote(text(item, 'key'))}:${json}`;
  });
  return `{${items.join(',')}}`;
}

function readTime(owner: Json, field: string, time: SpanTime): void {
  const value = owner[field];
  if (!isSet(value)) return;
  const nanoseconds = int64(value, field);
  if (nanoseconds >= 0n) setFromDecimal(time, nanoseconds.toString().padStart(10, '0'));
}

/**
 * A 64-bit integer: decimal text (the specification), a number (allowed), or the halves that
 * opentelemetry-js wrote before 1.15.
 */
function int64(value: unknown, field: string): bigint {
  const exact = toBigInt(value);
  if (exact === undefined || exact < INT64_MIN || exact > UINT64_MAX) {
    throw new MalformedError(`${field} is no 64-bit integer`);
  }
  return field === 'intValue' && exact > INT64_MAX ? BigInt.asIntN(64, exact) : exact;
}

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === 'string') return DECIMAL.test(value) ? BigInt(value) : undefined;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (!isObject(value)) return undefined;
  const { low, high } = value;
  if (!Number.isInteger(low) || !Number.isInteger(high)) return undefined;
  return (BigInt(Number(high)) << 32n) | BigInt.asUintN(32, BigInt(Number(low)));
}

function double(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value !== '') {
    const number = Number(value);
    if (!Number.isNaN(number) || value === 'NaN') return number;
  }
  throw new MalformedError('doubleValue is no number');
}

function id(span: Json, field: string): string {
  const value = text(span, field);
  // Of another alphabet (base64): not hex, so the span is refused by the rule on ids.
  return HEX.test(value) ? value.toLowerCase() : 'not hex';
}

/** Enumerations are integers in OTLP/JSON; a name is not one of them and counts as unset. */
function enumeration(owner: Json, field: string): number {
  const value = owner[field];
  return typeof value === 'number' ? value : 0;
}

function text(owner: Json, field: string): string {
  const value = owner[field];
  if (!isSet(value)) return '';
  if (typeof value !== 'string') throw new MalformedError(`${field} is no text`);
  return value;
}

function object(owner: Json, field: string): Json | undefined {
  const value = owner[field];
  if (!isSet(value)) return undefined;
  if (!isObject(value)) throw new MalformedError(`${field} is no object`);
  return value;
}

function objects(owner: Json, field: string): readonly Json[] {
  const value = owner[field];
  if (!isSet(value)) return [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new MalformedError(`${field} is no list of objects`);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Protobuf's JSON mapping: null stands for a field that is not there.
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

// A lone surrogate can arrive in JSON; ClickHouse refuses the whole insert when it sees one.
function quote(value: string): string {
  return JSON.stringify(value.toWellFormed());
}
