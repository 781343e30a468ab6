import {
  SESSION_COLUMNS,
  SUPERSEDE_WINDOW_MS,
  sessionFactsSql,
  sessionStartsSql,
} from './session-sql.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;

/**
 * Writes trace ids into SQL text: thousands of them are too long for a server's URL, where
 * parameters travel, and the embedded database runs statements with parameters one at a time.
 *
 * @throws {RangeError} when one is not 32 lower-case hex digits, so nothing else can get in.
 */
export function traceIdList(traceIds: readonly string[]): string {
  for (const id of traceIds) {
    if (!TRACE_ID.test(id)) throw new RangeError('A trace id is 32 lower-case hex digits');
  }
  return `(${traceIds.map((id) => `'${id}'`).join(',')})`;
}

/** The time in which the touched traces lie, in unix milliseconds. */
export interface Extent {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Where the touched traces lie: from their first possible start to their last span. An earlier
 * derivation of the same trace began within it too.
 */
export function extentSql(traceIds: string): string {
  return `
SELECT
  toFloat64(intDiv(min(start_ns - least(report_duration_ms, 86400000) * 1000000), 1000000)) AS fromMs,
  toFloat64(intDiv(max(greatest(start_ns, end_ns)), 1000000) + 1) AS toMs
FROM spans
WHERE trace_id IN ${traceIds}
HAVING count() > 0`;
}

const columns = SESSION_COLUMNS.join(', ');
const ownColumns = SESSION_COLUMNS.filter((column) => column !== 'next_started_at').join(', ');
const NEVER = "toDateTime64(0, 3, 'UTC')";
const ms = (value: number) => `fromUnixTimestamp64Milli(${Math.trunc(value)}, 'UTC')`;

const NEXT = `leadInFrame(started_at, 1, ${NEVER}) OVER (
      PARTITION BY user_hash, service_code ORDER BY started_at, trace_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
const NEXT_IN_WINDOW = `if(user_hash != '' AND next <= started_at + INTERVAL ${SUPERSEDE_WINDOW_MS} MILLISECOND, next, ${NEVER})`;

/**
 * Derives the sessions of the touched traces: one statement, because a session's row, the one it
 * replaces under an earlier or later start, and the session of the same subscriber before it belong
 * together. It reads what is there and writes what should be, so repeating it, also after a crash
 * in the middle, gives the same rows.
 *
 * @param traceIds from `traceIdList`.
 * @param revision higher than that of every row written before.
 */
export function deriveSql(traceIds: string, extent: Extent, revision: bigint): string {
  const near = `
    started_at >= ${ms(extent.fromMs - SUPERSEDE_WINDOW_MS)}
    AND started_at <= ${ms(extent.toMs + SUPERSEDE_WINDOW_MS)}`;
  return `
INSERT INTO sessions (${columns}, revision, is_deleted)
SELECT ${columns}, ${revision}, is_deleted
FROM (
  SELECT ${ownColumns}, ${NEXT_IN_WINDOW} AS next_started_at, touched, stored_next, 0 AS is_deleted
  FROM (
    SELECT *, ${NEXT} AS next
    FROM (
      SELECT ${ownColumns}, 1 AS touched, ${NEVER} AS stored_next
      FROM (${sessionFactsSql(`trace_id IN ${traceIds}`)})
      UNION ALL
      SELECT ${ownColumns}, 0 AS touched, next_started_at AS stored_next
      FROM sessions FINAL
      WHERE ${near}
        AND trace_id NOT IN ${traceIds}
        AND user_hash IN (SELECT user_hash FROM spans WHERE trace_id IN ${traceIds} AND user_hash != '')
    )
  )
  -- What follows a neighbour after the extent may lie outside of what was read here.
  WHERE touched OR (next_started_at != stored_next AND started_at <= ${ms(extent.toMs)})
  UNION ALL
  SELECT ${columns}, 1 AS touched, ${NEVER} AS stored_next, 1 AS is_deleted
  FROM sessions FINAL
  WHERE ${near}
    AND trace_id IN ${traceIds}
    AND (trace_id, started_at) NOT IN (
      ${sessionStartsSql(`trace_id IN ${traceIds}`)}
    )
)
SETTINGS prefer_column_name_to_alias = 1`;
}
