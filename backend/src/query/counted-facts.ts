import { tuplesOf } from '../derive/roll-up.ts';
import { factSql, ROLL_UP_DIMENSIONS, type RollUpFact, totalOf } from '../derive/roll-up-sql.ts';
import type { SqlParams } from '../store/database.ts';
import type { Filters } from './filter-schema.ts';
import { filteredSessions } from './filters.ts';
import type { QueryContext } from './query-context.ts';

/** Rows `fact`, `a`, `b`, `n`, `errors`, `first_ms`, `times`, `slot`, dimensions, as text for `FROM (...)`. */
export interface CountedFacts {
  readonly sql: string;
  readonly params: SqlParams;
}

const COLUMNS = `fact, slot, ${ROLL_UP_DIMENSIONS.join(', ')}, a, b, n, errors, first_ms, times`;

// `all session` as `session` again.
const TOTALS_AS_FACTS = `SELECT substring(toString(fact), ${totalOf('session').length - 'session'.length + 1}) AS fact, ${COLUMNS.replace('fact, ', '')}`;

const FILTER_COLUMNS: Readonly<Partial<Record<keyof Filters, string>>> = {
  network: 'network',
  provider: 'provider',
  serviceCode: 'service_code',
  version: 'service_version',
  environment: 'environment',
  kind: 'kind',
};

/**
 * Counts of facts over the filtered sessions of the context's range: of whole hours and days that were
 * counted before where the filters allow it, of the sessions themselves for the rest.
 *
 * @param by the dimensions that are asked for; the others may be ''.
 */
export async function countedFacts(
  facts: readonly RollUpFact[],
  filters: Filters,
  context: QueryContext,
  by: readonly string[] = [],
): Promise<CountedFacts> {
  const { rollUp, fromMs, toMs, nowMs } = context;
  const isOfOutcomes = facts.every((fact) => fact === 'session');
  const isCounted = Object.entries(filters).every(
    ([name, value]) =>
      value === undefined || name in FILTER_COLUMNS || (isOfOutcomes && name === 'outcome'),
  );
  if (rollUp === undefined || !isCounted) return direct(facts, filters, context);
  const { units, live } = await rollUp.cover(fromMs, toMs, nowMs);
  if (units.length === 0) return direct(facts, filters, context);
  const ranges = live.map(
    ([from, to]) =>
      `(started_at >= fromUnixTimestamp64Milli(${from}, 'UTC') AND started_at < fromUnixTimestamp64Milli(${to}, 'UTC'))`,
  );
  const { sql, params } = factsOfSessions(facts, filters, context, ranges.join(' OR ') || '0');
  const filtered = Object.entries(FILTER_COLUMNS).filter(([name]) => name in params);
  const conditions = filtered.map(([name, column]) => `${column} IN {${name}:Array(String)}`);
  const isTotal = [...filtered.map(([, column]) => column), ...by].every((name) => name === 'kind');
  if (filters.outcome !== undefined) conditions.push('a IN {outcome:Array(String)}');
  const names = facts.map((fact) => `'${isTotal ? totalOf(fact) : fact}'`);
  const ofUnits = `
SELECT ${COLUMNS}
FROM roll_up
WHERE ${[`fact IN (${names.join(', ')})`, `(hours, start, build) IN (${tuplesOf(units)})`, ...conditions].join('\n  AND ')}`;
  const counted = isTotal ? `${TOTALS_AS_FACTS} FROM (${ofUnits})` : ofUnits;
  const rest = live.length === 0 ? '' : `UNION ALL SELECT ${COLUMNS} FROM (${sql})`;
  return { sql: `${counted}\n${rest}`, params };
}

function direct(
  facts: readonly RollUpFact[],
  filters: Filters,
  context: QueryContext,
): CountedFacts {
  const { sql, params } = factsOfSessions(facts, filters, context);
  return { sql: `SELECT ${COLUMNS} FROM (${sql})`, params };
}

function factsOfSessions(
  facts: readonly RollUpFact[],
  filters: Filters,
  context: QueryContext,
  within?: string,
): CountedFacts {
  let params: SqlParams = {};
  const sql = factSql(facts, (usedBy) => {
    const sessions = filteredSessions(filters, context, usedBy, within);
    params = sessions.params;
    return sessions.sql;
  });
  return { sql, params };
}
