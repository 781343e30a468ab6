import { OPERATIONS } from '@hopscope/instrumentation/semconv';
import type { AttributeKey } from './attribute-key.ts';
import type { DecodedBatch } from './decoded-batch.ts';
import { holdsQuery, mayHoldPersonalData, withoutQuery } from './foreign-row.ts';
import { columnIndex, SPAN_COLUMNS } from './span-row.ts';
import { isBefore, isPlausible, type SpanTime, toDecimal } from './span-time.ts';

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

const EMPTY_ROW: readonly string[] = SPAN_COLUMNS.map((column) => column.empty);
const OPERATION_TEXTS: ReadonlySet<string> = new Set(OPERATIONS.map((name) => `"${name}"`));
const OPERATION_LIST = OPERATIONS.join(', ');

/** Stands for an attribute that is not written. */
const DROPPED = '';
const ID_ZERO = /^0*$/;
const KINDS = new Set([0, 1, 2, 3, 4, 5]);
const STATUS_CODES = new Set([0, 1, 2]);
const RANGES = {
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  int32: [-2_147_483_648, 2_147_483_647],
} as const;

/**
 * Turns spans into rows: the one mapping that both encodings of OTLP feed.
 *
 * A decoder sets the plain fields (`traceId`, `name` ...) and calls one method per attribute, between
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
  /** JSON text. */
  name = '""';
  kind = 0;
  readonly start: SpanTime = { seconds: 0, nanos: 0 };
  readonly end: SpanTime = { seconds: 0, nanos: 0 };
  statusCode = 0;
  /** JSON text. */
  statusMessage = '""';

  private readonly keepsPersonalData: boolean;
  private readonly base: string[] = [...EMPTY_ROW];
  private readonly row: string[] = [...EMPTY_ROW];
  private readonly setColumns: AttributeKey[] = [];
  private readonly extraKeys: string[] = [];
  private readonly extraTexts: string[] = [];
  private inResource = false;

  private readonly lines: string[] = [];
  private readonly foreign: string[] = [];
  private readonly traceIds = new Set<string>();
  private spans = 0;
  private rejected = 0;
  private why: { index: number; problem: string; service: string } | undefined;

  /** @param keepsPersonalData true when capture is `full`: queries and SQL of foreign spans are kept. */
  constructor(keepsPersonalData: boolean) {
    this.keepsPersonalData = keepsPersonalData;
  }

  /**
   * Starts a resource: until the next `beginSpan`, attributes are those of the resource. They stand in
   * for every span that does not say otherwise; those without a column are not kept (command lines,
   * host names: nothing of a session).
   */
  beginResource(): void {
    copyInto(this.base, EMPTY_ROW);
    copyInto(this.row, EMPTY_ROW);
    this.inResource = true;
  }

  endResource(): void {
    // What a span is never comes from its resource: a foreign span would turn into a ussd one.
    this.row[OPERATION] = EMPTY_ROW[OPERATION] ?? '';
    copyInto(this.base, this.row);
    this.inResource = false;
  }

  beginSpan(): void {
    copyInto(this.row, this.base);
    this.setColumns.length = 0;
    this.extraKeys.length = 0;
    this.extraTexts.length = 0;
    this.traceId = '';
    this.spanId = '';
    this.parentSpanId = '';
    this.name = '""';
    this.kind = 0;
    this.start.seconds = 0;
    this.start.nanos = 0;
    this.end.seconds = 0;
    this.end.nanos = 0;
    this.statusCode = 0;
    this.statusMessage = '""';
  }

  /** @param json the text as JSON, quotes included. */
  text(key: AttributeKey, json: string): void {
    if (key.column >= 0 && key.kind === 'text') this.setColumn(key, json);
    else this.setExtra(key, json);
  }

  /** @param exact decimal digits; `value` may be rounded where a double cannot hold it. */
  integer(key: AttributeKey, value: number, exact: string): void {
    const text = key.column >= 0 ? integerText(key, value, exact) : undefined;
    if (text === undefined) this.setExtra(key, `"${exact}"`);
    else this.setColumn(key, text);
  }

  double(key: AttributeKey, value: number): void {
    const text = key.column >= 0 ? doubleText(key, value) : undefined;
    if (text === undefined) this.setExtra(key, `"${value}"`);
    else this.setColumn(key, text);
  }

  /** Booleans, bytes (base64), lists and maps (JSON): no column takes them, so they are kept as text. */
  other(key: AttributeKey, json: string): void {
    this.setExtra(key, json);
  }

  finishSpan(): void {
    this.spans += 1;
    if (ID_ZERO.test(this.parentSpanId)) this.parentSpanId = '';
    // An enumeration may grow; what this table does not know counts as unset.
    if (!KINDS.has(this.kind)) this.kind = 0;
    if (!STATUS_CODES.has(this.statusCode)) this.statusCode = 0;
    const problem = this.problem();
    if (problem !== undefined) {
      this.rejected += 1;
      this.why ??= { index: this.spans, problem, service: this.row[SERVICE_NAME] ?? '""' };
      return;
    }
    // Clocks are set back while a span runs; a duration must not become negative for it.
    if (isBefore(this.end, this.start)) Object.assign(this.end, this.start);
    if (this.row[OPERATION] === EMPTY_ROW[OPERATION]) this.foreign.push(this.foreignLine());
    else this.finishUssdSpan();
  }

  /** The batch so far; `why` names the first rejected span. */
  finish(): DecodedBatch {
    const { lines, traceIds, foreign, spans, rejected } = this;
    const batch = { lines, traceIds, foreign, spans, rejected };
    if (this.why === undefined) return batch;
    const { index, problem, service } = this.why;
    const sender = service === '""' ? 'a service without service.name' : `service ${service}`;
    return { ...batch, why: `Span ${index} of ${spans} rejected: ${problem} (sent by ${sender})` };
  }

  private finishUssdSpan(): void {
    const { row } = this;
    row[TRACE_ID] = `"${this.traceId}"`;
    row[SPAN_ID] = `"${this.spanId}"`;
    row[PARENT_SPAN_ID] = `"${this.parentSpanId}"`;
    row[NAME] = this.name;
    row[START_NS] = toDecimal(this.start);
    row[END_NS] = toDecimal(this.end);
    row[STATUS_CODE] = String(this.statusCode);
    row[STATUS_MESSAGE] = this.statusMessage;
    row[ATTRIBUTES] = this.extras();
    this.lines.push(`[${row.join(',')}]`);
    this.traceIds.add(this.traceId);
  }

  private foreignLine(): string {
    // On a foreign span the columns mean nothing: its attributes stay attributes.
    for (const key of this.setColumns) {
      const text = this.row[key.column] ?? '""';
      if (key.column !== SERVICE_NAME) this.setExtra(key, key.kind === 'text' ? text : `"${text}"`);
    }
    if (!this.keepsPersonalData) this.dropPersonalData();
    const { start, end, kind, statusCode } = this;
    return (
      `["${this.traceId}","${this.spanId}","${this.parentSpanId}",${this.name},${kind},` +
      `${toDecimal(start)},${toDecimal(end)},${statusCode},${this.statusMessage},` +
      `${this.row[SERVICE_NAME]},${this.extras()}]`
    );
  }

  private dropPersonalData(): void {
    for (const [index, json] of this.extraKeys.entries()) {
      const name = json.slice(1, -1);
      if (mayHoldPersonalData(name)) this.extraTexts[index] = DROPPED;
      else if (holdsQuery(name)) {
        this.extraTexts[index] = withoutQuery(this.extraTexts[index] ?? '""');
      }
    }
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
    const operation = this.row[OPERATION] ?? '';
    if (operation === EMPTY_ROW[OPERATION] || OPERATION_TEXTS.has(operation)) return undefined;
    return `ussd.operation.name is not one of ${OPERATION_LIST}`;
  }

  private setColumn(key: AttributeKey, text: string): void {
    this.row[key.column] = text;
    if (!this.inResource) this.setColumns.push(key);
  }

  private setExtra(key: AttributeKey, json: string): void {
    if (this.inResource) return;
    const seen = this.extraKeys.indexOf(key.json);
    if (seen >= 0) this.extraTexts[seen] = json;
    else {
      this.extraKeys.push(key.json);
      this.extraTexts.push(json);
    }
  }

  private extras(): string {
    let text = '';
    for (let index = 0; index < this.extraKeys.length; index += 1) {
      const value = this.extraTexts[index];
      if (value !== DROPPED) text += `${text === '' ? '' : ','}${this.extraKeys[index]}:${value}`;
    }
    return `{${text}}`;
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

function copyInto(target: string[], source: readonly string[]): void {
  for (let index = 0; index < source.length; index += 1) target[index] = source[index] ?? '';
}
