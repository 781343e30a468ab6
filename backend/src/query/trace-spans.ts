import { SPAN_COLUMNS } from '../decode/span-row.ts';
import { isHookFailed } from '../derive/hook-failed.ts';
import { EXACT_INTEGERS } from '../store/database.ts';
import type { SpansOfOne } from './one-session.ts';
import type { QueryContext } from './query-context.ts';
import { isAlwaysRead, readSpansOfTrace, type SpanOfTrace } from './spans-of-trace.ts';

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

/** Columns of both tables, as they are; nanoseconds come as text. */
interface StoredSpan {
  readonly span_id: string;
  readonly parent_span_id: string;
  readonly name: string;
  readonly start_ns: string;
  readonly end_ns: string;
  readonly status_code: number;
  readonly status_message: string;
  readonly service_name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const OWN = SPAN_COLUMNS.filter(({ attribute }) => attribute !== undefined);

type OwnSpan = SpanOfTrace & StoredSpan & Readonly<Record<string, unknown>>;

/** What is read of the session's own spans besides. */
export const TRACE_COLUMNS: readonly string[] = [
  'name',
  'status_message',
  'attributes',
  ...OWN.map(({ name }) => name).filter((name) => !isAlwaysRead(name)),
];

// Far beyond any session; a loop in an app must not bring the page down.
const FOREIGN_MAX = 5_000;

interface ForeignSpan extends StoredSpan {
  readonly kind: number;
}

/** The text of the query for the spans of other instrumentations in a trace. */
export const FOREIGN_SPANS_SQL = `
SELECT
  span_id, parent_span_id, name, start_ns, end_ns, status_code, status_message, attributes,
  service_name, kind
FROM foreign_spans FINAL
WHERE trace_id = {traceId:String}
ORDER BY start_ns, span_id
LIMIT ${FOREIGN_MAX}
SETTINGS optimize_move_to_prewhere_if_final = 1, max_threads = 1, ${EXACT_INTEGERS}`;

/** A trace: the session's own spans, and those of other instrumentations. */
export interface TraceSpans extends SpansOfOne {
  readonly own: readonly TraceSpan[];
  readonly foreign: readonly TraceSpan[];
}

/** Reads the spans of a trace. */
export async function readTraceSpans(
  traceId: string,
  { store }: QueryContext,
): Promise<TraceSpans> {
  const [own, foreign] = await Promise.all([
    readSpansOfTrace<OwnSpan>(store, traceId, TRACE_COLUMNS),
    store.query<ForeignSpan>(FOREIGN_SPANS_SQL, { traceId }),
  ]);
  return {
    own: own.map(ownSpan),
    foreign: foreign.map((span) => ({ ...shownOf(span), kind: span.kind })),
    sessionIds: own.map(({ session_id }) => session_id),
  };
}

const KINDS: Readonly<Record<string, number>> = { step: 2, hook: 3, end_report: 2 };

function ownSpan(span: OwnSpan): TraceSpan {
  const shown = shownOf(span);
  return {
    ...shown,
    kind: KINDS[span.operation] ?? 1,
    failed: shown.failed || isHookFailed(span),
    attributes: attributesOf(span),
  };
}

function shownOf(span: StoredSpan): Omit<TraceSpan, 'kind'> {
  const nanoseconds = BigInt(span.end_ns) - BigInt(span.start_ns);
  return {
    spanId: span.span_id,
    parentSpanId: span.parent_span_id,
    name: span.name,
    startMs: Number(span.start_ns) / 1e6,
    durationMs: Math.max(0, Number(nanoseconds)) / 1e6,
    statusCode: span.status_code,
    statusMessage: span.status_message,
    service: span.service_name,
    failed: span.status_code === 2,
    attributes: span.attributes,
  };
}

/** All attributes of a span, also those that have columns. */
function attributesOf(span: OwnSpan): TraceSpan['attributes'] {
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
