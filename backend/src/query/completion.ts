import type { FactCount, FactsAsked, TimePart } from '../derive/fact-counts.ts';
import type { RollUpDimension } from '../derive/roll-up-sql.ts';
import {
  COMPLETION_COLUMNS,
  COMPLETION_VALUES,
  type CompletionCounts,
  completionOf,
} from './completion-counts.ts';
import { countedFacts } from './counted-facts.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import { alertFrame, timeFrame } from './number-forms.ts';
import type { QueryContext } from './query-context.ts';
import type { CompletionQuery } from './schema.ts';
import { bucketPart, bucketsOf } from './time-buckets.ts';

type Dimension = NonNullable<CompletionQuery['by']>;

const DIMENSION_COLUMNS: Readonly<Record<Dimension, RollUpDimension>> = {
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

const askedFor = (by: Dimension | undefined, at?: TimePart): FactsAsked => ({
  facts: ['session'],
  by: by === undefined ? ['a'] : ['a', DIMENSION_COLUMNS[by]],
  at,
});
const dimensionOf = (count: FactCount, by: Dimension | undefined) =>
  by === undefined ? '' : count[DIMENSION_COLUMNS[by]];

const ROWS_MAX = 1_000;

/**
 * Completed ÷ closed sessions, by the sessions' start, with n (`closed`) and the 95 % interval; one
 * row, or one per value of a dimension, most sessions first. Or one of these numbers over time, or as
 * alert rules take it.
 */
export async function completion(query: CompletionQuery, context: QueryContext): Promise<Frame[]> {
  const { refId, by, form, measure } = query;
  if (form === 'time') return [await overTime(query, context)];
  const counts = await countedFacts(askedFor(by), query.filters, context);
  const rows = rowsOf(counts, by);
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

// Without a dimension there is a row also when there are no sessions.
function rowsOf(counts: readonly FactCount[], by: Dimension | undefined): Row[] {
  if (by === undefined) return [{ dimension: '', ...completionOf(counts) }];
  return [...Map.groupBy(counts, (count) => dimensionOf(count, by))]
    .map(([dimension, own]) => ({ dimension, ...completionOf(own) }))
    .sort((a, b) => b.sessions - a.sessions || (a.dimension < b.dimension ? -1 : 1))
    .slice(0, ROWS_MAX);
}

async function overTime(query: CompletionQuery, context: QueryContext): Promise<Frame> {
  const { by, measure } = query;
  const { starts, intervalMs } = bucketsOf(query, context);
  const counts = await countedFacts(askedFor(by, bucketPart(starts)), query.filters, context);
  const found = [...Map.groupBy(counts, (count) => dimensionOf(count, by))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const groups = found.length === 0 && by === undefined ? [['', []] as const] : found;
  const series = groups.map(([dimension, own]) => {
    const at = Map.groupBy(own, (count) => count.at);
    return {
      name: by === undefined ? measure : dimension,
      labels: by === undefined ? {} : { [by]: dimension },
      values: starts.map((start) => COMPLETION_VALUES[measure](completionOf(at.get(start) ?? []))),
    };
  });
  return timeFrame('completion', query.refId, starts, intervalMs, series);
}
