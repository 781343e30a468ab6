import { FACT_COLUMNS, sessionFactsSql } from './session-sql.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;

/**
 * Writes trace ids into SQL text, to stand after `IN`: thousands of them are too long for a server's
 * URL, where parameters travel, and the embedded database runs statements with parameters one at a
 * time. As one text, because a list of literals is parsed and copied literal by literal, which is
 * half of what deriving 5,600 sessions takes (99 against 72 ms of CPU).
 *
 * @throws {RangeError} when one is not 32 lower-case hex digits, so nothing else can get in.
 */
export function traceIdList(traceIds: readonly string[]): string {
  for (const id of traceIds) {
    if (!TRACE_ID.test(id)) throw new RangeError('A trace id is 32 lower-case hex digits');
  }
  return `(SELECT toFixedString(arrayJoin(splitByChar(',', '${traceIds.join(',')}')), 32))`;
}

const columns = FACT_COLUMNS.join(', ');

/**
 * Writes the sessions of the touched traces from their spans.
 *
 * @param traceIds from `traceIdList`.
 * @param revision higher than that of every row written before.
 */
export function deriveSql(traceIds: string, revision: bigint): string {
  return `
INSERT INTO sessions (${columns}, revision)
SELECT ${columns}, ${revision}
FROM (${sessionFactsSql(`trace_id IN ${traceIds}`)})
-- Reading only the rows of these traces before FINAL is safe: trace_id leads the sorting key.
SETTINGS prefer_column_name_to_alias = 1, optimize_move_to_prewhere_if_final = 1`;
}
