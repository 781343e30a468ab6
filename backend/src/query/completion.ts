import {
  COMPLETION_COLUMNS,
  COMPLETION_VALUES,
  type CompletionCounts,
} from './completion-counts.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import { groupedSessions } from './grouped-sessions.ts';
import { alertFrame, timeFrame } from './number-forms.ts';
import type { QueryContext } from './query-context.ts';
import type { CompletionQuery } from './schema.ts';
import { BUCKET, bucketsOf } from './time-buckets.ts';

type Dimension = NonNullable<CompletionQuery['by']>;

const DIMENSION_COLUMNS: Readonly<Record<Dimension, string>> = {
  network: 'network',
  provider: 'provider',
  serviceCode: 'service_code',
  version: 'service_version',
};

interface Row extends CompletionCounts {
  readonly dimension: string;
}

const DIMENSION: Column<Row> = {
  name: 'dimension',
  type: 'string',
  value: ({ dimension }) => dimension,
};

const COUNTS = `
  sum(n) AS sessions,
  sumIf(n, outcome != 'in_progress') AS closed,
  sumIf(n, outcome = 'completed') AS completed`;

const columnsOf = (by: Dimension | undefined) => (by === undefined ? [] : [DIMENSION_COLUMNS[by]]);
const dimensionSql = (by: Dimension | undefined) =>
  by === undefined ? "''" : DIMENSION_COLUMNS[by];

/** The text of the query over grouped sessions. */
export function completionSql(sessions: string, by: Dimension | undefined): string {
  return `
SELECT
  ${dimensionSql(by)} AS dimension,${COUNTS}
FROM (${sessions})
${by === undefined ? '' : 'GROUP BY dimension ORDER BY sessions DESC, dimension LIMIT 1000'}`;
}

/** The same by buckets of time. */
export function completionOverTimeSql(sessions: string, by: Dimension | undefined): string {
  return `
SELECT
  ${dimensionSql(by)} AS dimension,
  ${BUCKET} AS bucket,${COUNTS}
FROM (${sessions})
GROUP BY dimension, bucket`;
}

/**
 * Completed ÷ closed sessions, by the sessions' start, with n (`closed`) and the 95 % interval; one
 * row, or one per value of a dimension, most sessions first. Or one of these numbers over time, or as
 * alert rules take it.
 */
export async function completion(query: CompletionQuery, context: QueryContext): Promise<Frame[]> {
  const { refId, by, form, measure } = query;
  if (form === 'time') return [await overTime(query, context)];
  const { sql, params } = await groupedSessions(query.filters, context, columnsOf(by));
  const rows = await context.store.query<Row>(completionSql(sql, by), params);
  if (form === 'table') {
    const columns = by === undefined ? COMPLETION_COLUMNS : [DIMENSION, ...COMPLETION_COLUMNS];
    return [frameOf('completion', refId, columns, rows)];
  }
  const numbers = rows.map((row) => ({
    label: row.dimension,
    value: COMPLETION_VALUES[measure](row),
  }));
  return [alertFrame('completion', refId, by, measure, numbers)];
}

async function overTime(query: CompletionQuery, context: QueryContext): Promise<Frame> {
  const { by, measure } = query;
  const { starts, intervalMs } = bucketsOf(query, context);
  const { sql, params } = await groupedSessions(query.filters, context, columnsOf(by), starts);
  const rows = await context.store.query<Row & { readonly bucket: string }>(
    completionOverTimeSql(sql, by),
    { ...params, buckets: starts },
  );
  const found = [...Map.groupBy(rows, (row) => row.dimension)].sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = found.length === 0 && by === undefined ? [['', []] as const] : found;
  const series = groups.map(([dimension, ofDimension]) => {
    const at = new Map(ofDimension.map((row) => [Number(row.bucket), row]));
    return {
      name: by === undefined ? measure : dimension,
      labels: by === undefined ? {} : { [by]: dimension },
      values: starts.map((start) => COMPLETION_VALUES[measure](at.get(start) ?? NOTHING)),
    };
  });
  return timeFrame('completion', query.refId, starts, intervalMs, series);
}

const NOTHING: CompletionCounts = { sessions: 0, closed: 0, completed: 0 };
