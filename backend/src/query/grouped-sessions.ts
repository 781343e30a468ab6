import { SLOT_SECONDS } from '../derive/roll-up-sql.ts';
import { countedFacts } from './counted-facts.ts';
import type { Filters } from './filter-schema.ts';
import { type FilteredSessions, filteredSessions } from './filters.ts';
import type { QueryContext } from './query-context.ts';

const DIMENSIONS = 'network, provider, service_code, service_version, kind, environment';

const SLOT_MS = SLOT_SECONDS * 1_000;

/**
 * Groups of sessions as text for `FROM (...)`: `started_ms`, `outcome`, the dimensions, and `n`, how
 * many there are of each.
 *
 * @param by the dimensions that are asked for; the others may be ''.
 * @param starts of the buckets in which they will be counted, unix ms; quarters of an hour will do
 *   when there are none.
 */
export async function groupedSessions(
  filters: Filters,
  context: QueryContext,
  by: readonly string[] = [],
  starts: readonly number[] = [],
): Promise<FilteredSessions> {
  if (starts.every((start) => start % SLOT_MS === 0)) {
    const { sql, params } = await countedFacts(['session'], filters, context, by);
    return {
      sql: `SELECT toInt64(slot) * 1000 AS started_ms, a AS outcome, ${DIMENSIONS}, n FROM (${sql})`,
      params,
    };
  }
  const select = `toUnixTimestamp64Milli(started_at) AS started_ms, outcome, ${DIMENSIONS}, 1 AS n`;
  const { sql, params } = filteredSessions(filters, context, select);
  return { sql: `SELECT ${select} FROM (${sql})`, params };
}
