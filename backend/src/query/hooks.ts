import type { FactCount } from '../derive/fact-counts.ts';
import { timeQuantiles } from '../derive/time-counts.ts';
import { countedFacts } from './counted-facts.ts';
import { shareOf } from './dropoff.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import { alertFrame, timeFrame } from './number-forms.ts';
import type { QueryContext } from './query-context.ts';
import type { HooksQuery } from './schema.ts';
import { bucketPart, bucketsOf } from './time-buckets.ts';

/** What is known of the calls of one name. */
interface HookStats {
  readonly name: string;
  /** Of the row's bucket, unix ms; 0 of all time. */
  readonly bucket: number;
  readonly calls: number;
  readonly failed: number;
  /** p50, p95, p99, milliseconds, to 1 %. */
  readonly latencies: readonly number[];
}

const MS = { unit: 'ms' };
const latency = (name: string, index: number): Column<HookStats> => ({
  name,
  type: 'number',
  nullable: true,
  config: MS,
  value: ({ latencies }) => latencies[index] ?? null,
});

const COLUMNS: readonly Column<HookStats>[] = [
  { name: 'name', type: 'string', value: ({ name }) => name },
  { name: 'calls', type: 'number', value: ({ calls }) => calls },
  { name: 'errors', type: 'number', value: ({ failed }) => failed },
  {
    name: 'errorShare',
    type: 'number',
    nullable: true,
    config: { unit: 'percentunit' },
    value: ({ failed, calls }) => shareOf(failed, calls),
  },
  latency('p50Ms', 0),
  latency('p95Ms', 1),
  latency('p99Ms', 2),
];

type Measure = HooksQuery['measure'];

const MEASURES: Readonly<Record<Measure, (stats: HookStats) => number | null>> = {
  calls: ({ calls }) => calls,
  errors: ({ failed }) => failed,
  errorShare: ({ failed, calls }) => shareOf(failed, calls),
  p50: ({ latencies }) => latencies[0] ?? null,
  p95: ({ latencies }) => latencies[1] ?? null,
  p99: ({ latencies }) => latencies[2] ?? null,
};

// A count of nothing is 0; a share or a latency of nothing does not exist.
const emptyOf = (measure: Measure) => (measure === 'calls' || measure === 'errors' ? 0 : null);

/**
 * The calls that the apps made, by name: how many, how many failed, how long they took. A call belongs
 * where its session starts.
 */
export async function hooks(query: HooksQuery, context: QueryContext): Promise<Frame[]> {
  const buckets = query.form === 'time' ? bucketsOf(query, context) : undefined;
  const counts = await countedFacts(
    {
      facts: [buckets === undefined ? 'hook' : 'hook_hour'],
      by: ['a'],
      at: buckets && bucketPart(buckets.starts),
      // Reading latencies is most of the work.
      isTimed: query.form === 'table' || query.measure.startsWith('p'),
    },
    query.filters,
    context,
  );
  const stats = statsOf(
    counts.filter(({ a: name }) => query.name === undefined || query.name.includes(name)),
  );
  const names = mostCalled(stats, query.limit);
  if (buckets !== undefined) {
    const series = names.map(({ name, rows }) => {
      const at = new Map(rows.map((row) => [row.bucket, MEASURES[query.measure](row)]));
      return {
        name,
        labels: { hook: name },
        values: buckets.starts.map((start) => at.get(start) ?? emptyOf(query.measure)),
      };
    });
    return [timeFrame('hooks', query.refId, buckets.starts, buckets.intervalMs, series)];
  }
  const rows = names.flatMap(({ rows: [row] }) => row ?? []);
  if (query.form === 'table') return [frameOf('hooks', query.refId, COLUMNS, rows)];
  const numbers = rows.map((row) => ({ label: row.name, value: MEASURES[query.measure](row) }));
  return [alertFrame('hooks', query.refId, 'hook', query.measure, numbers)];
}

const RANKS = [0.5, 0.95, 0.99];

function statsOf(counts: readonly FactCount[]): HookStats[] {
  const rows = Map.groupBy(counts, ({ a: name, at }) => `${at} ${name}`);
  return [...rows.values()].flatMap((own) => {
    const [one] = own;
    if (one === undefined) return [];
    const latencies = timeQuantiles(
      own.map(({ times }) => times),
      RANKS,
    );
    const calls = own.reduce((all, { n }) => all + n, 0);
    const failed = own.reduce((all, { errors }) => all + errors, 0);
    return [{ name: one.a, bucket: one.at, calls, failed, latencies }];
  });
}

function mostCalled(
  stats: readonly HookStats[],
  limit: number,
): { readonly name: string; readonly rows: readonly HookStats[] }[] {
  return [...Map.groupBy(stats, (row) => row.name)]
    .map(([name, rows]) => ({ name, rows, calls: rows.reduce((all, row) => all + row.calls, 0) }))
    .sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
}
