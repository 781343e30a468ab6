import { outcomeParams, sessionsWithOutcomeSql, whereIndexed } from '../derive/outcome.ts';
import { type QueryContext, QueryError } from './query-context.ts';
import { SESSION_DETAIL_SELECT, SESSION_SELECT, type SessionDetailRow } from './session-row.ts';

/** The text of the query for one session's row. */
export function sessionSql(by: 'traceId' | 'sessionId'): string {
  const where =
    by === 'traceId'
      ? whereIndexed('trace_id', '= {traceId:String}')
      : whereIndexed('session_id', '= {sessionId:String}');
  return `
SELECT ${SESSION_SELECT},${SESSION_DETAIL_SELECT}
FROM (${sessionsWithOutcomeSql(where)})
ORDER BY started_at DESC, trace_id DESC
LIMIT 1`;
}

/**
 * The row of the session that a query names, wherever it lies in time.
 *
 * @throws {QueryError} 404 when there is none.
 */
export async function readSessionRow(
  query: { readonly traceId?: string | undefined; readonly sessionId?: string | undefined },
  context: QueryContext,
): Promise<Omit<SessionDetailRow, 'dialled' | 'goals'>> {
  const by = query.traceId === undefined ? 'sessionId' : 'traceId';
  const rowOf = async (column: typeof by, id = '') => {
    const params = { ...outcomeParams(context.config, context.nowMs), [column]: id };
    const [row] = await context.store.query<Omit<SessionDetailRow, 'dialled' | 'goals'>>(
      sessionSql(column),
      params,
    );
    return row;
  };
  // A gateway's own id can look like a trace id: whoever pastes one need not know which it is.
  const row =
    (await rowOf(by, query[by])) ??
    (by === 'traceId' ? await rowOf('sessionId', query.traceId) : undefined);
  if (row === undefined) throw new QueryError(404, `No session has this ${by}`, by);
  return row;
}
