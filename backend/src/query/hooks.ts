import { countedFacts } from './counted-facts.ts';
import { shareOf } from './dropoff.ts';
import { type FilteredSessions, filteredSessions } from './filters.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import { alertFrame, timeFrame } from './number-forms.ts';
import type { QueryContext } from './query-context.ts';
import type { HooksQuery } from './schema.ts';
import { BUCKET, bucketsOf } from './time-buckets.ts';

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

const HOUR = 3_600_000;

/** The text of the query over counted `hook` or `hook_hour`. */
export function hooksSql(
  hooks: string,
  options: { overTime: boolean; named: boolean; timed: boolean },
): string {
  return `
SELECT
  a AS name,
  toFloat64(${options.overTime ? BUCKET : '0'}) AS bucket,
  toFloat64(sum(n)) AS calls,
  toFloat64(sum(errors)) AS failed,
  ${options.timed ? 'quantilesDDMerge(0.01, 0.5, 0.95, 0.99)(times)' : '[]'} AS latencies
FROM (${hooks})
${options.named ? 'WHERE a IN {hookNames:Array(String)}' : ''}
GROUP BY name, bucket`;
}

const FINE_HOOKS = `
  toString(hook) AS a,
  toUInt64(1) AS n,
  toUInt64(failed) AS errors,
  arrayReduce('quantilesDDState(0.01, 0.5, 0.95, 0.99)', [ms]) AS times,
  toUnixTimestamp64Milli(started_at) AS started_ms`;
const FINE_HOOKS_NEED = 'started_at, hook_names, hook_ms, hook_failed';

/** Counted `hook_hour` with the sessions' own starts instead of hours, for finer buckets. */
export function fineHooksSql(sessions: string): string {
  return `
SELECT ${FINE_HOOKS}
FROM (SELECT ${FINE_HOOKS_NEED} FROM (${sessions}))
ARRAY JOIN hook_names AS hook, hook_ms AS ms, hook_failed AS failed`;
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
  const { sql, params } = await sourceOf(query, context, buckets?.starts);
  const options = {
    overTime: buckets !== undefined,
    named: query.name !== undefined,
    // Reading latencies is most of the work.
    timed: query.form === 'table' || query.measure.startsWith('p'),
  };
  const stats = await context.store.query<HookStats>(hooksSql(sql, options), {
    ...params,
    ...(buckets === undefined ? {} : { buckets: buckets.starts }),
    ...(query.name === undefined ? {} : { hookNames: query.name }),
  });
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

async function sourceOf(
  { filters }: HooksQuery,
  context: QueryContext,
  starts: readonly number[] | undefined,
): Promise<FilteredSessions> {
  if (starts === undefined) return await countedFacts(['hook'], filters, context);
  if (starts.some((start) => start % HOUR !== 0)) {
    const { sql, params } = filteredSessions(filters, context, FINE_HOOKS_NEED);
    return { sql: fineHooksSql(sql), params };
  }
  const { sql, params } = await countedFacts(['hook_hour'], filters, context);
  return { sql: `SELECT *, toInt64(slot) * 1000 AS started_ms FROM (${sql})`, params };
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
