import { factRowsSql } from '../derive/fact-rows.ts';
import { tuplesOf } from '../derive/roll-up.ts';
import {
  FACTS_WITHOUT_OUTCOME,
  factSql,
  ROLL_UP_DIMENSIONS,
  type RollUpDimension,
  type RollUpFact,
  totalOf,
} from '../derive/roll-up-sql.ts';
import { withinSql } from '../derive/uncounted-sessions.ts';
import type { SqlParams } from '../store/database.ts';
import type { Filters } from './filter-schema.ts';
import { filteredSessions, listOf } from './filters.ts';
import type { QueryContext } from './query-context.ts';

/** Rows `fact`, `a`, `b`, `n`, `errors`, `first_ms`, `times`, `slot`, dimensions, as text for `FROM (...)`. */
export interface CountedFacts {
  readonly sql: string;
  readonly params: SqlParams;
}

const COLUMNS = `fact, slot, ${ROLL_UP_DIMENSIONS.join(', ')}, a, b, n, errors, first_ms, times`;

// `all session` as `session` again.
const TOTALS_AS_FACTS = `SELECT substring(toString(fact), ${totalOf('session').length - 'session'.length + 1}) AS fact, ${COLUMNS.replace('fact, ', '')}`;

const FILTER_COLUMNS = [
  ['network', 'network'],
  ['provider', 'provider'],
  ['serviceCode', 'service_code'],
  ['version', 'service_version'],
  ['environment', 'environment'],
  ['kind', 'kind'],
] as const;
const FILTER_NAMES: ReadonlySet<string> = new Set(FILTER_COLUMNS.map(([name]) => name));

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
      value === undefined || FILTER_NAMES.has(name) || (isOfOutcomes && name === 'outcome'),
  );
  if (rollUp === undefined || !isCounted) return direct(facts, filters, context);
  const cover = await rollUp.cover(fromMs, toMs, nowMs);
  const { units, live } = cover;
  if (units.length === 0) return direct(facts, filters, context);
  const params: Record<string, unknown> = {};
  const lists: Partial<Record<RollUpDimension, readonly string[]>> = {};
  const conditions: string[] = [];
  for (const [name, column] of FILTER_COLUMNS) {
    const values = listOf(filters, name);
    if (values === undefined) continue;
    conditions.push(`${column} IN {${name}:Array(String)}`);
    params[name] = values;
    lists[column] = values;
  }
  const { outcome: outcomes } = filters;
  if (outcomes !== undefined) {
    conditions.push('a IN {outcome:Array(String)}');
    params.outcome = outcomes;
  }
  const isTotal = [...Object.keys(lists), ...by].every((name) => name === 'kind');
  const names = facts.map((fact) => `'${isTotal ? totalOf(fact) : fact}'`);
  const ofUnits = `
SELECT ${COLUMNS}
FROM roll_up
WHERE ${[`fact IN (${names.join(', ')})`, `(hours, start, build) IN (${tuplesOf(units)})`, ...conditions].join('\n  AND ')}`;
  const counted = isTotal ? `${TOTALS_AS_FACTS} FROM (${ofUnits})` : ofUnits;
  if (live.length === 0) return { sql: counted, params };
  // What needs no outcome is added up for less than all of a session is read.
  const sessions = await cover.sessions(facts.every((fact) => FACTS_WITHOUT_OUTCOME.has(fact)));
  const scope = { nowMs, lists, outcomes, by: new Set(['kind', ...by]) };
  const told = sessions && factRowsSql(facts, sessions, context.config, scope);
  if (told === undefined) {
    const rest = factsOfSessions(facts, filters, context, withinSql(live));
    return {
      sql: `${counted}\nUNION ALL SELECT ${COLUMNS} FROM (${rest.sql})`,
      params: { ...rest.params, ...params },
    };
  }
  return {
    sql: told === '' ? counted : `${counted}\nUNION ALL SELECT ${COLUMNS} FROM (${told})`,
    params,
  };
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
