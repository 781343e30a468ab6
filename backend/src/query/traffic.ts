import { OUTCOMES } from '@hopscope/instrumentation/semconv';
import type { FactCount } from '../derive/fact-counts.ts';
import { countedFacts } from './counted-facts.ts';
import type { Frame } from './frame.ts';
import { alertFrame, timeFrame } from './number-forms.ts';
import type { QueryContext } from './query-context.ts';
import type { TrafficQuery } from './schema.ts';
import { bucketPart, bucketsOf } from './time-buckets.ts';

type StackBy = TrafficQuery['stackBy'];

const SERIES: Readonly<Record<StackBy, (count: FactCount) => string>> = {
  outcome: ({ a: outcome }) => outcome,
  completed: ({ a: outcome }) =>
    outcome === 'completed' ? 'yes' : outcome === 'in_progress' ? outcome : 'no',
  network: ({ network }) => network,
};

// Bottom to top, and there without sessions too, so that colours and legend stay where they are.
const COMPLETED_SERIES = ['yes', 'no', 'in_progress'];

/**
 * Sessions by the time of their start: one number field per outcome, per network, or for yes, no and
 * in_progress, labelled with it, with 0 where there were none. Buckets end at the moment of asking:
 * what has not happened yet is no zero.
 */
export async function traffic(query: TrafficQuery, context: QueryContext): Promise<Frame[]> {
  const { starts, intervalMs } = bucketsOf(query, context);
  const found = await countedFacts(
    {
      facts: ['session'],
      by: [query.stackBy === 'network' ? 'network' : 'a'],
      at: bucketPart(starts),
    },
    query.filters,
    context,
  );
  const counts = new Map<string, number[]>();
  const position = new Map(starts.map((start, index) => [start, index]));
  for (const count of found) {
    const name = SERIES[query.stackBy](count);
    const values = counts.get(name) ?? starts.map(() => 0);
    const index = position.get(count.at);
    if (index !== undefined) values[index] = (values[index] ?? 0) + count.n;
    counts.set(name, values);
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
