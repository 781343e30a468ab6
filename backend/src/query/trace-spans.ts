import { SPAN_COLUMNS } from '../decode/span-row.ts';
import { HOOK_FAILED } from '../derive/session-sql.ts';
import type { QueryContext } from './query-context.ts';

/** A span as the `trace` query reads it. */
export interface TraceSpan {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  /** OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** Unix ms with their fraction. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly service: string;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

// Far beyond any session; a loop in an app must not bring the page down.
const SPANS_MAX = 5_000;

const TIMES = `
  toFloat64(start_ns) / 1000000 AS startMs,
  toFloat64(greatest(end_ns, start_ns) - start_ns) / 1000000 AS durationMs`;

const OWN = SPAN_COLUMNS.filter(({ attribute }) => attribute !== undefined);

/** The text of the query for a session's own spans. */
export const TRACE_SPANS_SQL = `
SELECT
  span_id AS spanId,
  parent_span_id AS parentSpanId,
  name,
  transform(operation, ['step', 'hook', 'end_report'], [2, 3, 2], 1) AS kind,${TIMES},
  status_code AS statusCode,
  status_message AS statusMessage,
  service_name AS service,
  toBool(status_code = 2 OR ${HOOK_FAILED}) AS failed,
  attributes,
  ${OWN.map(({ name }) => name).join(', ')}
FROM spans FINAL
WHERE trace_id = {traceId:String}
ORDER BY start_ns, step_index, span_id
LIMIT ${SPANS_MAX}
SETTINGS optimize_move_to_prewhere_if_final = 1, prefer_column_name_to_alias = 1,
  max_threads = 1`;

/** The text of the query for the spans of other instrumentations in a trace. */
export const FOREIGN_SPANS_SQL = `
SELECT
  span_id AS spanId,
  parent_span_id AS parentSpanId,
  name,
  kind,${TIMES},
  status_code AS statusCode,
  status_message AS statusMessage,
  service_name AS service,
  toBool(status_code = 2) AS failed,
  attributes
FROM foreign_spans FINAL
WHERE trace_id = {traceId:String}
ORDER BY start_ns, span_id
LIMIT ${SPANS_MAX}
SETTINGS optimize_move_to_prewhere_if_final = 1, prefer_column_name_to_alias = 1,
  max_threads = 1`;

/** Reads a trace: the session's own spans, and those of other instrumentations. */
export async function readTraceSpans(
  traceId: string,
  { store }: QueryContext,
): Promise<readonly [own: readonly TraceSpan[], foreign: readonly TraceSpan[]]> {
  const [own, foreign] = await Promise.all([
    store.query<TraceSpan & Readonly<Record<string, unknown>>>(TRACE_SPANS_SQL, { traceId }),
    store.query<TraceSpan>(FOREIGN_SPANS_SQL, { traceId }),
  ]);
  return [own.map((span) => ({ ...span, attributes: attributesOf(span) })), foreign];
}

/** All attributes of a span, also those that have columns; put together here, for sixty more
 * expressions take the database longer to analyse than the spans to read. */
function attributesOf(
  span: TraceSpan & Readonly<Record<string, unknown>>,
): TraceSpan['attributes'] {
  const pairs = OWN.flatMap(({ name, attribute = '', kind }) => {
    const value = span[name];
    // What a span does not say is '' or 0 there, and -1 for a step's index.
    const isEmpty =
      kind === 'text' ? value === '' : Number(value) === (name === 'step_index' ? -1 : 0);
    if (isEmpty) return [];
    return [[attribute, String(kind === 'durationMs' ? Number(value) / 1000 : value)] as const];
  });
  return { ...span.attributes, ...Object.fromEntries(pairs) };
}
