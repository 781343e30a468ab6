import { ATTR_SERVICE_NAME, ATTR_USER_ID } from '@hopscope/instrumentation/semconv';
import { type Column, type Frame, frameOf, type Tag } from './frame.ts';
import { maskMsisdn } from './mask-msisdn.ts';
import { createOwnNumberMask } from './mask-own-number.ts';
import { readSession } from './one-session.ts';
import type { QueryContext } from './query-context.ts';
import type { TraceQuery } from './schema.ts';
import type { SessionRow } from './session-row.ts';
import { readTraceSpans, type TraceSpan } from './trace-spans.ts';

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'];
// They name the session in queries and links, so they have to stay; the apps' library makes them
// without the number.
const KEPT = new Set(['session.id', 'user.hash']);

/**
 * A session as Grafana's trace view shows one: its own spans and those of other instrumentations in
 * the same trace, masked as in the `session` query.
 *
 * @throws {QueryError} 404 when there is none.
 */
export async function trace(query: TraceQuery, context: QueryContext): Promise<Frame[]> {
  const [row, { own, foreign }] = await readSession(query, context, (traceId) =>
    readTraceSpans(traceId, context),
  );
  const spans = withRoot([...own, ...foreign], own, row);
  return [
    frameOf('trace', query.refId, columnsOf(row), spans, { preferredVisualisationType: 'trace' }),
  ];
}

/**
 * The root comes with the session's END, and many sessions have none. Their steps name it as their
 * parent all the same, so it can be put in its place, with what the session's row knows.
 */
function withRoot(
  spans: readonly TraceSpan[],
  own: readonly TraceSpan[],
  row: SessionRow,
): readonly TraceSpan[] {
  const known = new Set(spans.map((span) => span.spanId));
  const rootId = own.find(
    (span) => span.parentSpanId !== '' && !known.has(span.parentSpanId),
  )?.parentSpanId;
  if (rootId === undefined || spans.some((span) => span.parentSpanId === '')) return spans;
  const startMs = row.startedAt;
  const root: TraceSpan = {
    spanId: rootId,
    parentSpanId: '',
    name: `session ${row.serviceCode}`.trim(),
    kind: 1,
    startMs,
    durationMs: row.lastUpdateAt - startMs,
    statusCode: 0,
    statusMessage: '',
    service: row.serviceName,
    failed: false,
    attributes: { 'ussd.session.outcome': row.outcome, 'hopscope.derived': 'no root span came' },
  };
  return [root, ...spans];
}

function columnsOf(row: SessionRow): readonly Column<TraceSpan>[] {
  const mask = createOwnNumberMask(row.userId);
  const tagsOf = ({ attributes, failed }: TraceSpan): Tag[] => [
    ...Object.entries(attributes).map(([key, value]) => ({
      key,
      value: key === ATTR_USER_ID ? maskMsisdn(value) : KEPT.has(key) ? value : mask(value),
    })),
    // What the trace view paints red.
    ...(failed ? [{ key: 'error', value: true }] : []),
  ];
  const text = (name: string, value: (span: TraceSpan) => string): Column<TraceSpan> => ({
    name,
    type: 'string',
    value,
  });
  return [
    text('traceID', () => row.traceId),
    text('spanID', ({ spanId }) => spanId),
    text('parentSpanID', ({ parentSpanId }) => parentSpanId),
    text('operationName', ({ name }) => mask(name)),
    text('serviceName', ({ service }) => service),
    {
      name: 'serviceTags',
      type: 'other',
      value: ({ service }) => [{ key: ATTR_SERVICE_NAME, value: service }],
    },
    text('kind', ({ kind }) => KINDS[kind] ?? 'internal'),
    { name: 'startTime', type: 'number', value: ({ startMs }) => startMs },
    { name: 'duration', type: 'number', config: { unit: 'ms' }, value: (span) => span.durationMs },
    { name: 'statusCode', type: 'number', value: ({ statusCode }) => statusCode },
    text('statusMessage', ({ statusMessage }) => mask(statusMessage)),
    { name: 'tags', type: 'other', value: tagsOf },
  ];
}
