import { tuplesOf } from '../derive/roll-up.ts';
import { factSql, ROLL_UP_DIMENSIONS, type RollUpFact } from '../derive/roll-up-sql.ts';
import type { SqlParams } from '../store/database.ts';
import type { Filters } from './filter-schema.ts';
import { filteredSessions } from './filters.ts';
import type { QueryContext } from './query-context.ts';

/** Rows `a`, `b`, `n`, `errors`, `times`, `slot` and the dimensions, as text for `FROM (...)`. */
export interface CountedFacts {
  readonly sql: string;
  readonly params: SqlParams;
}

const COLUMNS = `slot, ${ROLL_UP_DIMENSIONS.join(', ')}, a, b, n, errors, times`;

const FILTER_COLUMNS: Readonly<Partial<Record<keyof Filters, string>>> = {
  network: 'network',
  provider: 'provider',
  serviceCode: 'service_code',
  version: 'service_version',
  environment: 'environment',
  kind: 'kind',
};

/**
 * A fact's counts over the filtered sessions of the context's range: of whole hours and days that were
 * counted before where the filters allow it, of the sessions themselves for the rest.
 */
export async function countedFacts(
  fact: RollUpFact,
  filters: Filters,
  context: QueryContext,
): Promise<CountedFacts> {
  const { rollUp, fromMs, toMs, nowMs } = context;
  const isCounted = Object.entries(filters).every(
    ([name, value]) =>
      value === undefined || name in FILTER_COLUMNS || (fact === 'session' && name === 'outcome'),
  );
  if (rollUp === undefined || !isCounted) return direct(fact, filters, context);
  const { units, live } = await rollUp.cover(fromMs, toMs, nowMs);
  if (units.length === 0) return direct(fact, filters, context);
  const ranges = live.map(
    ([from, to]) =>
      `(started_at >= fromUnixTimestamp64Milli(${from}, 'UTC') AND started_at < fromUnixTimestamp64Milli(${to}, 'UTC'))`,
  );
  const { sql, params } = filteredSessions(filters, context, ranges.join(' OR ') || '0');
  const conditions = Object.entries(FILTER_COLUMNS).flatMap(([name, column]) =>
    name in params ? [`${column} IN {${name}:Array(String)}`] : [],
  );
  if (filters.outcome !== undefined) conditions.push('a IN {outcome:Array(String)}');
  const counted = `
SELECT ${COLUMNS}
FROM roll_up
WHERE ${[`fact = '${fact}'`, `(hours, start, build) IN (${tuplesOf(units)})`, ...conditions].join('\n  AND ')}`;
  const rest = live.length === 0 ? '' : `UNION ALL SELECT ${COLUMNS} FROM (${factSql(fact, sql)})`;
  return { sql: `${counted}\n${rest}`, params };
}

function direct(fact: RollUpFact, filters: Filters, context: QueryContext): CountedFacts {
  const { sql, params } = filteredSessions(filters, context);
  return { sql: `SELECT ${COLUMNS} FROM (${factSql(fact, sql)})`, params };
}
