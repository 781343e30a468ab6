import { OUTCOMES } from '@hopscope/instrumentation/semconv';
import type { Frame } from './frame.ts';
import { groupedSessions } from './grouped-sessions.ts';
import { alertFrame, timeFrame } from './number-forms.ts';
import type { QueryContext } from './query-context.ts';
import type { TrafficQuery } from './schema.ts';
import { BUCKET, bucketsOf } from './time-buckets.ts';

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

/** The text of the query over grouped sessions. */
export function trafficSql(sessions: string, stackBy: StackBy): string {
  return `
SELECT
  ${SERIES[stackBy]} AS series,
  ${BUCKET} AS bucket,
  sum(n) AS sessions
FROM (${sessions})
GROUP BY series, bucket`;
}

/**
 * Sessions by the time of their start: one number field per outcome, per network, or for yes, no and
 * in_progress, labelled with it, with 0 where there were none. Buckets end at the moment of asking:
 * what has not happened yet is no zero.
 */
export async function traffic(query: TrafficQuery, context: QueryContext): Promise<Frame[]> {
  const { starts, intervalMs } = bucketsOf(query, context);
  const { sql, params } = await groupedSessions(
    query.filters,
    context,
    query.stackBy === 'network' ? ['network'] : [],
    starts,
  );
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
  const series = seriesNames(query.stackBy, counts).map((name) => ({
    name,
    labels: { [query.stackBy]: name },
    values: counts.get(name) ?? starts.map(() => 0),
  }));
  if (query.form === 'time') {
    return [timeFrame('traffic', query.refId, starts, intervalMs, series)];
  }
  const totals = series.map(({ name, values }) => ({
    label: name,
    value: values.reduce((all, value) => all + value, 0),
  }));
  return [alertFrame('traffic', query.refId, query.stackBy, 'sessions', totals)];
}

function seriesNames(stackBy: StackBy, counts: ReadonlyMap<string, readonly number[]>): string[] {
  if (stackBy === 'completed') return COMPLETED_SERIES;
  if (stackBy === 'outcome') return OUTCOMES.filter((outcome) => counts.has(outcome));
  return [...counts.keys()].sort();
}
