import { OPERATIONS } from '@hopscope/instrumentation/semconv';
import type { AttributeKey } from './attribute-key.ts';
import type { DecodedBatch } from './decoded-batch.ts';
import { keptOf } from './foreign-row.ts';
import { RowBuffer } from './row-buffer.ts';
import { columnIndex, SPAN_COLUMNS } from './span-row.ts';
import { isBefore, isPlausible, type SpanTime, toDecimal } from './span-time.ts';
import { SpanValues } from './span-values.ts';

const COLUMN_COUNT = SPAN_COLUMNS.length;
const TRACE_ID = columnIndex('trace_id');
const SPAN_ID = columnIndex('span_id');
const PARENT_SPAN_ID = columnIndex('parent_span_id');
const OPERATION = columnIndex('operation');
const NAME = columnIndex('name');
const START_NS = columnIndex('start_ns');
const END_NS = columnIndex('end_ns');
const STATUS_CODE = columnIndex('status_code');
const STATUS_MESSAGE = columnIndex('status_message');
const SERVICE_NAME = columnIndex('service_name');
const ATTRIBUTES = columnIndex('attributes');

const EMPTY_VALUES = new SpanValues();
for (const [index, { empty }] of SPAN_COLUMNS.entries()) EMPTY_VALUES.setAscii(index, empty);

// Brackets, commas, ids and times of one row: what `bytesMax` of its values does not count.
const ROW_BYTES = 1_024;

const OPERATION_NAMES: ReadonlySet<string> = new Set(OPERATIONS);
const KINDS = new Set([0, 1, 2, 3, 4, 5]);
const STATUS_CODES = new Set([0, 1, 2]);
const ID_ZERO = /^0*$/;
const SERVICE_CHARS_MAX = 100;
// Up to here comparing one by one beats a Map; a span with more would cost their square.
const SCANNED_KEYS_MAX = 32;
const RANGES = {
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  int32: [-2_147_483_648, 2_147_483_647],
} as const;

/**
 * Turns spans into rows: the one mapping that both encodings of OTLP feed.
 *
 * A decoder sets the plain fields (`traceId`, `kind` ...) and calls one method per attribute, between
 * `beginSpan` and `finishSpan`. An attribute goes to its column when its type fits, otherwise as text
 * to the Map column, so that nothing is lost. Of a repeated attribute the last one counts.
 */
export class SpanRowWriter {
  /** Lower-case hex, 32 digits; anything else is rejected. */
  traceId = '';
  /** Lower-case hex, 16 digits; anything else is rejected. */
  spanId = '';
  /** Lower-case hex, 16 digits, or '' for a root. */
  parentSpanId = '';
  kind = 0;
  readonly start: SpanTime = { seconds: 0, nanos: 0 };
  readonly end: SpanTime = { seconds: 0, nanos: 0 };
  statusCode = 0;

  private readonly source: Buffer;
  private readonly keepsPersonalData: boolean;
  private readonly base = new SpanValues();
  private readonly columns = new SpanValues();
  private readonly columnsSet: AttributeKey[] = [];
  private readonly extras = new SpanValues();
  private readonly extraKeys: AttributeKey[] = [];
  /** Places in `extraKeys` by name; filled only once there are more than `SCANNED_KEYS_MAX`. */
  private readonly extraIndexes = new Map<string, number>();
  private isUssd = false;
  private inResource = false;

  private readonly rows: RowBuffer;
  private rowCount = 0;
  private readonly foreign = new RowBuffer(0);
  private foreignCount = 0;
  private readonly traceIds = new Set<string>();
  private spans = 0;
  private rejected = 0;
  private why: { index: number; problem: string; service: string } | undefined;

  /**
   * @param source the body that the ranges of `textRange` point into.
   * @param keepsPersonalData true when capture is `full`: URL queries and SQL texts of foreign spans
   *   are kept.
   */
  constructor(source: Buffer, keepsPersonalData: boolean) {
    this.source = source;
    this.keepsPersonalData = keepsPersonalData;
    this.rows = new RowBuffer(source.length + ROW_BYTES);
  }

  /**
   * Starts a resource: until `endResource`, attributes are those of the resource. They stand in for
   * every span that does not say otherwise; those without a column are not kept (command lines, host
   * names: nothing of a session).
   */
  beginResource(): void {
    this.columns.copyFrom(EMPTY_VALUES, COLUMN_COUNT);
    this.inResource = true;
  }

  endResource(): void {
    this.base.copyFrom(this.columns, COLUMN_COUNT);
    this.inResource = false;
  }

  beginSpan(): void {
    this.columns.copyFrom(this.base, COLUMN_COUNT);
    this.columnsSet.length = 0;
    this.clearExtras();
    this.isUssd = false;
    this.traceId = '';
    this.spanId = '';
    this.parentSpanId = '';
    this.kind = 0;
    this.start.seconds = 0;
    this.start.nanos = 0;
    this.end.seconds = 0;
    this.end.nanos = 0;
    this.statusCode = 0;
  }

  nameRange(start: number, end: number): void {
    this.columns.setRange(NAME, start, end);
  }

  nameJson(json: string): void {
    this.columns.setJson(NAME, json);
  }

  statusMessageRange(start: number, end: number): void {
    this.columns.setRange(STATUS_MESSAGE, start, end);
  }

  statusMessageJson(json: string): void {
    this.columns.setJson(STATUS_MESSAGE, json);
  }

  /** A text that stands in the body as UTF-8. */
  textRange(key: AttributeKey, start: number, end: number): void {
    if (key.column >= 0 && key.kind === 'text') {
      if (this.takesColumn(key)) this.columns.setRange(key.column, start, end);
    } else {
      const index = this.extraIndex(key);
      if (index >= 0) this.extras.setRange(index, start, end);
    }
  }

  /** A text as JSON, quotes included. */
  textJson(key: AttributeKey, json: string): void {
    if (key.column >= 0 && key.kind === 'text') {
      if (this.takesColumn(key)) this.columns.setJson(key.column, json);
    } else this.other(key, json);
  }

  /** @param exact decimal digits; `value` may be rounded where a double cannot hold it. */
  integer(key: AttributeKey, value: number, exact: string): void {
    const text = key.column >= 0 ? integerText(key, value, exact) : undefined;
    if (text === undefined) this.other(key, `"${exact}"`);
    else if (this.takesColumn(key)) this.columns.setAscii(key.column, text);
  }

  double(key: AttributeKey, value: number): void {
    const text = key.column >= 0 ? doubleText(key, value) : undefined;
    if (text === undefined) this.other(key, `"${value}"`);
    else if (this.takesColumn(key)) this.columns.setAscii(key.column, text);
  }

  /**
   * Booleans, bytes (base64), lists and maps (JSON): no column takes them, so they are kept as text.
   *
   * @param json that text as JSON, quotes included.
   */
  other(key: AttributeKey, json: string): void {
    const index = this.extraIndex(key);
    if (index >= 0) this.extras.setJson(index, json);
  }

  finishSpan(): void {
    this.spans += 1;
    if (ID_ZERO.test(this.parentSpanId)) this.parentSpanId = '';
    // An enumeration may grow; what these tables do not know counts as unset.
    if (!KINDS.has(this.kind)) this.kind = 0;
    if (!STATUS_CODES.has(this.statusCode)) this.statusCode = 0;
    const problem = this.problem();
    if (problem !== undefined) {
      this.rejected += 1;
      this.why ??= { index: this.spans, problem, service: this.serviceName() };
      return;
    }
    // Clocks are set back while a span runs; a duration must not become negative for it.
    if (isBefore(this.end, this.start)) Object.assign(this.end, this.start);
    if (this.isUssd) this.writeRow();
    else this.writeForeign();
  }

  /** The batch so far; `why` names the first rejected span. */
  finish(): DecodedBatch {
    const { rowCount, foreignCount, traceIds, spans, rejected } = this;
    const rows = this.rows.finish();
    const foreign = this.foreign.finish();
    const batch = { rows, rowCount, foreign, foreignCount, traceIds, spans, rejected };
    if (this.why === undefined) return batch;
    const { index, problem, service } = this.why;
    const sender = service === '' ? 'a service without service.name' : `service '${service}'`;
    return { ...batch, why: `Span ${index} of ${spans} rejected: ${problem} (sent by ${sender})` };
  }

  private writeRow(): void {
    const { columns, rows, source } = this;
    rows.reserve(ROW_BYTES + columns.bytesMax + this.extras.bytesMax);
    for (let column = 0; column < ATTRIBUTES; column += 1) {
      rows.ascii(column === 0 ? '[' : ',');
      switch (column) {
        case TRACE_ID:
          rows.quotedAscii(this.traceId);
          break;
        case SPAN_ID:
          rows.quotedAscii(this.spanId);
          break;
        case PARENT_SPAN_ID:
          rows.quotedAscii(this.parentSpanId);
          break;
        case START_NS:
          rows.ascii(toDecimal(this.start));
          break;
        case END_NS:
          rows.ascii(toDecimal(this.end));
          break;
        case STATUS_CODE:
          rows.ascii(String(this.statusCode));
          break;
        default:
          columns.write(column, source, rows);
      }
    }
    rows.ascii(',');
    this.writeExtras(rows);
    rows.ascii(']\n');
    this.rowCount += 1;
    this.traceIds.add(this.traceId);
  }

  private writeForeign(): void {
    const { columns, foreign, source } = this;
    // On a foreign span the columns mean nothing: its attributes stay attributes.
    // As a set, because one that came a thousand times would be written out a thousand times.
    for (const key of new Set(this.columnsSet)) {
      if (key.column !== SERVICE_NAME) {
        this.other(key, JSON.stringify(columns.toText(key.column, source)));
      }
    }
    foreign.reserve(ROW_BYTES + columns.bytesMax + this.extras.bytesMax);
    foreign.ascii(`["${this.traceId}","${this.spanId}","${this.parentSpanId}",`);
    columns.write(NAME, source, foreign);
    foreign.ascii(
      `,${this.kind},${toDecimal(this.start)},${toDecimal(this.end)},${this.statusCode},`,
    );
    columns.write(STATUS_MESSAGE, source, foreign);
    foreign.ascii(',');
    columns.write(SERVICE_NAME, source, foreign);
    foreign.ascii(',');
    if (!this.keepsPersonalData) this.dropPersonalData();
    this.writeExtras(foreign);
    foreign.ascii(']\n');
    this.foreignCount += 1;
  }

  private dropPersonalData(): void {
    const kept = [...this.extraKeys];
    const texts = kept.map((_, index) => this.extras.toText(index, this.source));
    this.clearExtras();
    for (const [index, key] of kept.entries()) {
      const keeps = keptOf(key.name);
      const text = texts[index] ?? '';
      if (keeps === 'all') this.other(key, JSON.stringify(text));
      else if (keeps === 'without_query') this.other(key, JSON.stringify(text.split('?', 1)[0]));
    }
  }

  private writeExtras(out: RowBuffer): void {
    out.ascii('{');
    for (let index = 0; index < this.extraKeys.length; index += 1) {
      const key = this.extraKeys[index];
      if (key === undefined) continue;
      if (index > 0) out.ascii(',');
      out.reserve(ROW_BYTES + key.json.length + this.extras.bytesMax);
      out.copy(key.json);
      out.ascii(':');
      this.extras.write(index, this.source, out);
    }
    out.ascii('}');
  }

  private problem(): string | undefined {
    if (this.traceId.length !== 32 || ID_ZERO.test(this.traceId)) {
      return 'trace_id is not 16 bytes with at least one that is not zero';
    }
    if (this.spanId.length !== 16 || ID_ZERO.test(this.spanId)) {
      return 'span_id is not 8 bytes with at least one that is not zero';
    }
    if (this.parentSpanId !== '' && this.parentSpanId.length !== 16) {
      return 'parent_span_id is neither empty nor 8 bytes';
    }
    if (!isPlausible(this.start)) {
      return 'start_time_unix_nano is missing or not between the years 2000 and 2100';
    }
    if (!isPlausible(this.end)) {
      return 'end_time_unix_nano is missing or not between the years 2000 and 2100';
    }
    if (!this.isUssd || OPERATION_NAMES.has(this.columns.toText(OPERATION, this.source))) {
      return undefined;
    }
    return `ussd.operation.name is not one of ${OPERATIONS.join(', ')}`;
  }

  private serviceName(): string {
    return this.columns.toText(SERVICE_NAME, this.source).slice(0, SERVICE_CHARS_MAX);
  }

  private takesColumn(key: AttributeKey): boolean {
    // What a span is never comes from its resource: a foreign span would turn into a ussd one.
    if (this.inResource) return key.column !== OPERATION;
    if (key.column === OPERATION) this.isUssd = true;
    this.columnsSet.push(key);
    return true;
  }

  /** Where an attribute without a column goes; -1 for those of a resource, which are not kept. */
  private extraIndex(key: AttributeKey): number {
    if (this.inResource) return -1;
    if (this.extraKeys.length > SCANNED_KEYS_MAX) return this.mappedIndex(key);
    for (let index = 0; index < this.extraKeys.length; index += 1) {
      if (this.extraKeys[index]?.name === key.name) return index;
    }
    return this.extraKeys.push(key) - 1;
  }

  private mappedIndex(key: AttributeKey): number {
    const { extraKeys, extraIndexes } = this;
    if (extraIndexes.size === 0) {
      for (const [index, { name }] of extraKeys.entries()) extraIndexes.set(name, index);
    }
    const known = extraIndexes.get(key.name);
    if (known !== undefined) return known;
    const index = extraKeys.push(key) - 1;
    extraIndexes.set(key.name, index);
    return index;
  }

  private clearExtras(): void {
    this.extras.bytesMax = 0;
    this.extraKeys.length = 0;
    if (this.extraIndexes.size > 0) this.extraIndexes.clear();
  }
}

function integerText(key: AttributeKey, value: number, exact: string): string | undefined {
  if (key.kind === 'text') return undefined;
  if (key.kind === 'durationMs') return doubleText(key, value);
  const [min, max] = RANGES[key.kind];
  return value >= min && value <= max ? exact : undefined;
}

function doubleText(key: AttributeKey, value: number): string | undefined {
  if (key.kind === 'durationMs') {
    const ms = Math.round(value * 1000);
    return ms >= 0 && Number.isSafeInteger(ms) ? String(ms) : undefined;
  }
  return Number.isInteger(value) ? integerText(key, value, String(value)) : undefined;
}
