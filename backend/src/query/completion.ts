import { filteredSessions } from './filters.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { CompletionQuery } from './schema.ts';
import { wilsonInterval } from './wilson.ts';

type Dimension = NonNullable<CompletionQuery['by']>;

const DIMENSION_COLUMNS: Readonly<Record<Dimension, string>> = {
  network: 'network',
  provider: 'provider',
  serviceCode: 'service_code',
  version: 'service_version',
};

interface Row {
  readonly dimension: string;
  readonly sessions: string;
  readonly closed: string;
  readonly completed: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    name: 'rate',
    type: 'number',
    nullable: true,
    value: ({ completed, closed }) =>
      Number(closed) === 0 ? null : Number(completed) / Number(closed),
  },
  { name: 'completed', type: 'number', value: ({ completed }) => Number(completed) },
  { name: 'closed', type: 'number', value: ({ closed }) => Number(closed) },
  { name: 'low', type: 'number', nullable: true, value: (row) => intervalOf(row)?.low ?? null },
  { name: 'high', type: 'number', nullable: true, value: (row) => intervalOf(row)?.high ?? null },
  {
    name: 'inProgress',
    type: 'number',
    value: ({ sessions, closed }) => Number(sessions) - Number(closed),
  },
];

const DIMENSION: Column<Row> = {
  name: 'dimension',
  type: 'string',
  value: ({ dimension }) => dimension,
};

function intervalOf({ completed, closed }: Row) {
  return wilsonInterval(Number(completed), Number(closed));
}

/** The text of the query over sessions with outcomes. */
export function completionSql(sessions: string, by: Dimension | undefined): string {
  const dimension = by === undefined ? "''" : DIMENSION_COLUMNS[by];
  return `
SELECT
  ${dimension} AS dimension,
  count() AS sessions,
  countIf(outcome != 'in_progress') AS closed,
  countIf(outcome = 'completed') AS completed
FROM (${sessions})
${by === undefined ? '' : 'GROUP BY dimension ORDER BY sessions DESC, dimension LIMIT 1000'}`;
}

/**
 * Completed ÷ closed sessions, by the sessions' start, with n (`closed`) and the 95 % interval; one
 * row, or one per value of a dimension, most sessions first.
 */
export async function completion(query: CompletionQuery, context: QueryContext): Promise<Frame[]> {
  const { sql, params } = filteredSessions(query.filters, context);
  const rows = await context.store.query<Row>(completionSql(sql, query.by), params);
  const columns = query.by === undefined ? COLUMNS : [DIMENSION, ...COLUMNS];
  return [frameOf('completion', query.refId, columns, rows)];
}
