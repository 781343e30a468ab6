import { OUTCOMES } from '@hopscope/instrumentation/semconv';
import { bucketStarts } from './bucket-starts.ts';
import { filteredSessions } from './filters.ts';
import { type Frame, field, frame } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { TrafficQuery } from './schema.ts';

type StackBy = TrafficQuery['stackBy'];

const SERIES: Readonly<Record<StackBy, string>> = {
  outcome: 'outcome',
  completed: "multiIf(outcome = 'completed', 'yes', outcome = 'in_progress', 'in_progress', 'no')",
  network: 'network',
};

// Bottom to top, and there without sessions too, so that colours and legend stay where they are.
const COMPLETED_SERIES = ['yes', 'no', 'in_progress'];

interface Row {
  readonly series: string;
  readonly bucket: string;
  readonly sessions: string;
}

/** The text of the query over sessions with outcomes. */
export function trafficSql(sessions: string, stackBy: StackBy): string {
  return `
SELECT
  ${SERIES[stackBy]} AS series,
  roundDown(toUnixTimestamp64Milli(started_at), {buckets:Array(Int64)}) AS bucket,
  count() AS sessions
FROM (${sessions})
GROUP BY series, bucket`;
}

/**
 * Sessions by the time of their start: one number field per outcome, per network, or for yes, no and
 * in_progress, labelled with it, with 0 where there were none. Buckets end at the moment of asking:
 * what has not happened yet is no zero.
 */
export async function traffic(query: TrafficQuery, context: QueryContext): Promise<Frame[]> {
  const endMs = Math.max(context.fromMs, Math.min(context.toMs, context.nowMs + 1));
  const { starts, intervalMs } = bucketStarts(
    context.fromMs,
    endMs,
    query.intervalMs,
    query.timeZone,
  );
  const { sql, params } = filteredSessions(query.filters, context);
  const rows = await context.store.query<Row>(trafficSql(sql, query.stackBy), {
    ...params,
    buckets: starts,
  });
  const counts = new Map<string, number[]>();
  const position = new Map(starts.map((start, index) => [start, index]));
  for (const { series, bucket, sessions } of rows) {
    const values = counts.get(series) ?? starts.map(() => 0);
    const index = position.get(Number(bucket));
    if (index !== undefined) values[index] = (values[index] ?? 0) + Number(sessions);
    counts.set(series, values);
  }
  const fields = seriesNames(query.stackBy, counts).map((name) =>
    field(name, 'number', counts.get(name) ?? starts.map(() => 0), {
      labels: { [query.stackBy]: name },
    }),
  );
  return [
    frame('traffic', query.refId, [field('time', 'time', starts), ...fields], {
      custom: { intervalMs },
    }),
  ];
}

function seriesNames(stackBy: StackBy, counts: ReadonlyMap<string, readonly number[]>): string[] {
  if (stackBy === 'completed') return COMPLETED_SERIES;
  if (stackBy === 'outcome') return OUTCOMES.filter((outcome) => counts.has(outcome));
  return [...counts.keys()].sort();
}
