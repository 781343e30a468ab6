import type { AttributeKey } from './attribute-key.ts';
import { InternedKeys } from './interned-keys.ts';
import { MalformedError, NESTING_MAX } from './malformed.ts';
import { ProtobufReader } from './protobuf-reader.ts';
import type { SpanRowWriter } from './span-row-writer.ts';
import { setFromHalves } from './span-time.ts';

// Field numbers and wire types of opentelemetry-proto 1.11 as tags: number << 3 | wire type.
const REQUEST_RESOURCE_SPANS = (1 << 3) | 2;
const RESOURCE_SPANS_RESOURCE = (1 << 3) | 2;
const RESOURCE_SPANS_SCOPE_SPANS = (2 << 3) | 2;
const RESOURCE_ATTRIBUTES = (1 << 3) | 2;
const SCOPE_SPANS_SPANS = (2 << 3) | 2;
const SPAN_TRACE_ID = (1 << 3) | 2;
const SPAN_SPAN_ID = (2 << 3) | 2;
const SPAN_PARENT_SPAN_ID = (4 << 3) | 2;
const SPAN_NAME = (5 << 3) | 2;
const SPAN_KIND = (6 << 3) | 0;
const SPAN_START = (7 << 3) | 1;
const SPAN_END = (8 << 3) | 1;
const SPAN_ATTRIBUTES = (9 << 3) | 2;
const SPAN_STATUS = (15 << 3) | 2;
const STATUS_MESSAGE = (2 << 3) | 2;
const STATUS_CODE = (3 << 3) | 0;
const KEY_VALUE_KEY = (1 << 3) | 2;
const KEY_VALUE_VALUE = (2 << 3) | 2;
const ANY_STRING = (1 << 3) | 2;
const ANY_BOOL = (2 << 3) | 0;
const ANY_INT = (3 << 3) | 0;
const ANY_DOUBLE = (4 << 3) | 1;
const ANY_ARRAY = (5 << 3) | 2;
const ANY_KVLIST = (6 << 3) | 2;
const ANY_BYTES = (7 << 3) | 2;
const LIST_VALUES = (1 << 3) | 2;

// Names are the same in every request, so they are shared by all of them.
const keys = new InternedKeys();

/**
 * Reads an ExportTraceServiceRequest in one pass, without building objects for spans or attributes.
 * What is not stored (events, links, scopes, unknown fields) is stepped over unread.
 *
 * @throws {MalformedError} at the first byte that cannot be protobuf.
 */
export function readProtobufRequest(body: Buffer, writer: SpanRowWriter): void {
  new ProtobufRequest(body, writer).read();
}

class ProtobufRequest {
  private readonly body: Buffer;
  private readonly reader: ProtobufReader;
  private readonly writer: SpanRowWriter;

  constructor(body: Buffer, writer: SpanRowWriter) {
    this.body = body;
    this.reader = new ProtobufReader(body);
    this.writer = writer;
  }

  read(): void {
    const { reader } = this;
    const end = this.body.length;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === REQUEST_RESOURCE_SPANS) this.resourceSpans(reader.lengthEnd(end));
      else reader.skip(tag, end);
    }
  }

  private resourceSpans(end: number): void {
    const { reader, writer } = this;
    const start = reader.position;
    // The resource may stand behind its spans: fields have no order. Stepping over is cheap.
    writer.beginResource();
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === RESOURCE_SPANS_RESOURCE) this.resource(reader.lengthEnd(end));
      else reader.skip(tag, end);
    }
    writer.endResource();
    reader.position = start;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === RESOURCE_SPANS_SCOPE_SPANS) this.scopeSpans(reader.lengthEnd(end));
      else reader.skip(tag, end);
    }
  }

  private resource(end: number): void {
    const { reader } = this;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === RESOURCE_ATTRIBUTES) this.attribute(reader.lengthEnd(end));
      else reader.skip(tag, end);
    }
  }

  private scopeSpans(end: number): void {
    const { reader } = this;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === SCOPE_SPANS_SPANS) this.span(reader.lengthEnd(end));
      else reader.skip(tag, end);
    }
  }

  private span(end: number): void {
    const { reader, writer } = this;
    writer.beginSpan();
    while (reader.position < end) {
      const tag = reader.tag(end);
      switch (tag) {
        case SPAN_ATTRIBUTES:
          this.attribute(reader.lengthEnd(end));
          break;
        case SPAN_TRACE_ID:
          writer.traceId = this.hex(end);
          break;
        case SPAN_SPAN_ID:
          writer.spanId = this.hex(end);
          break;
        case SPAN_PARENT_SPAN_ID:
          writer.parentSpanId = this.hex(end);
          break;
        case SPAN_NAME: {
          const nameEnd = reader.lengthEnd(end);
          writer.nameRange(reader.position, nameEnd);
          reader.position = nameEnd;
          break;
        }
        case SPAN_KIND:
          reader.varint(end);
          writer.kind = reader.low;
          break;
        case SPAN_START:
          reader.fixed64(end);
          setFromHalves(writer.start, reader.low, reader.high);
          break;
        case SPAN_END:
          reader.fixed64(end);
          setFromHalves(writer.end, reader.low, reader.high);
          break;
        case SPAN_STATUS:
          this.status(reader.lengthEnd(end));
          break;
        default:
          reader.skip(tag, end);
      }
    }
    writer.finishSpan();
  }

  private status(end: number): void {
    const { reader, writer } = this;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === STATUS_CODE) {
        reader.varint(end);
        writer.statusCode = reader.low;
      } else if (tag === STATUS_MESSAGE) {
        const messageEnd = reader.lengthEnd(end);
        writer.statusMessageRange(reader.position, messageEnd);
        reader.position = messageEnd;
      } else reader.skip(tag, end);
    }
  }

  private hex(end: number): string {
    const { reader } = this;
    const idEnd = reader.lengthEnd(end);
    const { position } = reader;
    reader.position = idEnd;
    // Longer than any id: refused later by its length, so it need not be written out.
    return this.body.toString('hex', position, Math.min(idEnd, position + 17));
  }

  private attribute(end: number): void {
    const { reader } = this;
    let keyStart = 0;
    let keyEnd = 0;
    let valueStart = -1;
    let valueEnd = -1;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === KEY_VALUE_KEY) {
        keyEnd = reader.lengthEnd(end);
        keyStart = reader.position;
        reader.position = keyEnd;
      } else if (tag === KEY_VALUE_VALUE) {
        valueEnd = reader.lengthEnd(end);
        valueStart = reader.position;
        reader.position = valueEnd;
      } else reader.skip(tag, end);
    }
    if (valueStart < 0) return;
    reader.position = valueStart;
    this.value(keys.find(this.body, keyStart, keyEnd), valueEnd);
    reader.position = end;
  }

  /** Of a value's fields the last one counts, as protobuf's `oneof` has it. */
  private value(key: AttributeKey, end: number): void {
    const { reader, writer, body } = this;
    while (reader.position < end) {
      const tag = reader.tag(end);
      switch (tag) {
        case ANY_STRING: {
          const textEnd = reader.lengthEnd(end);
          writer.textRange(key, reader.position, textEnd);
          reader.position = textEnd;
          break;
        }
        case ANY_INT:
          reader.varint(end);
          writer.integer(key, reader.signedNumber(), reader.signedDecimal());
          break;
        case ANY_DOUBLE:
          writer.double(key, reader.double(end));
          break;
        case ANY_BOOL:
          reader.varint(end);
          writer.other(key, (reader.low | reader.high) === 0 ? '"false"' : '"true"');
          break;
        case ANY_BYTES: {
          const bytesEnd = reader.lengthEnd(end);
          writer.other(key, `"${body.toString('base64', reader.position, bytesEnd)}"`);
          reader.position = bytesEnd;
          break;
        }
        case ANY_ARRAY:
          writer.other(key, JSON.stringify(this.list(reader.lengthEnd(end), 1)));
          break;
        case ANY_KVLIST:
          writer.other(key, JSON.stringify(this.map(reader.lengthEnd(end), 1)));
          break;
        default:
          reader.skip(tag, end);
      }
    }
  }

  /** A list as JSON text. */
  private list(end: number, depth: number): string {
    const { reader } = this;
    if (depth > NESTING_MAX) throw new MalformedError(`values nest deeper than ${NESTING_MAX}`);
    const items: string[] = [];
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === LIST_VALUES) items.push(this.nested(reader.lengthEnd(end), depth));
      else reader.skip(tag, end);
    }
    return `[${items.join(',')}]`;
  }

  /** A map as JSON text. */
  private map(end: number, depth: number): string {
    const { reader } = this;
    if (depth > NESTING_MAX) throw new MalformedError(`values nest deeper than ${NESTING_MAX}`);
    const items: string[] = [];
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === LIST_VALUES) items.push(this.mapItem(reader.lengthEnd(end), depth));
      else reader.skip(tag, end);
    }
    return `{${items.join(',')}}`;
  }

  private mapItem(end: number, depth: number): string {
    const { reader } = this;
    let key = '""';
    let value = 'null';
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag === KEY_VALUE_KEY) {
        const keyEnd = reader.lengthEnd(end);
        key = textJson(this.body, reader.position, keyEnd);
        reader.position = keyEnd;
      } else if (tag === KEY_VALUE_VALUE) value = this.nested(reader.lengthEnd(end), depth);
      else reader.skip(tag, end);
    }
    return `${key}:${value}`;
  }

  /** A value inside a list or a map as JSON text; see `nestedJson` in json-request.ts for the rules. */
  private nested(end: number, depth: number): string {
    const { reader, body } = this;
    let json = 'null';
    while (reader.position < end) {
      const tag = reader.tag(end);
      switch (tag) {
        case ANY_STRING: {
          const textEnd = reader.lengthEnd(end);
          json = textJson(body, reader.position, textEnd);
          reader.position = textEnd;
          break;
        }
        case ANY_INT:
          reader.varint(end);
          json = reader.signedDecimal();
          break;
        case ANY_DOUBLE:
          json = nestedDouble(reader.double(end));
          break;
        case ANY_BOOL:
          reader.varint(end);
          json = (reader.low | reader.high) === 0 ? 'false' : 'true';
          break;
        case ANY_BYTES: {
          const bytesEnd = reader.lengthEnd(end);
          json = `"${body.toString('base64', reader.position, bytesEnd)}"`;
          reader.position = bytesEnd;
          break;
        }
        case ANY_ARRAY:
          json = this.list(reader.lengthEnd(end), depth + 1);
          break;
        case ANY_KVLIST:
          json = this.map(reader.lengthEnd(end), depth + 1);
          break;
        default:
          reader.skip(tag, end);
      }
    }
    return json;
  }
}

function textJson(body: Buffer, start: number, end: number): string {
  return JSON.stringify(body.toString('utf8', start, end));
}

/** JSON has no NaN and no infinity, so they are texts, as OTLP/JSON writes them. */
export function nestedDouble(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}
