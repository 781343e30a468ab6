import { sessionsWithOutcomeSql } from '../derive/outcome.ts';
import { filteredSessions } from './filters.ts';
import { type Frame, frameOf } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { SessionsQuery } from './schema.ts';
import { SESSION_COLUMNS, SESSION_SELECT, type SessionRow } from './session-row.ts';

/**
 * The text of the query over filtered sessions: first the keys of the page's rows, then their
 * columns, so that the other sessions of the range cost two columns each and not forty.
 */
export function sessionsSql(sessions: string, afterCursor: boolean): string {
  const page = `
SELECT started_at, trace_id
FROM (${sessions})
${
  afterCursor
    ? "WHERE (started_at, trace_id) < (fromUnixTimestamp64Milli({cursorMs:Int64}, 'UTC'), {cursorTrace:String})"
    : ''
}
ORDER BY started_at DESC, trace_id DESC
LIMIT {limit:UInt32}`;
  return `
SELECT ${SESSION_SELECT}
FROM (${sessionsWithOutcomeSql(`(started_at, trace_id) IN (${page})`)})
ORDER BY started_at DESC, trace_id DESC`;
}

/**
 * Sessions, newest first. A page begins after the last row of the page before it, so that sessions
 * that start meanwhile neither repeat nor skip rows.
 */
export async function sessions(query: SessionsQuery, context: QueryContext): Promise<Frame[]> {
  const { sql, params } = filteredSessions(query.filters, context);
  const cursor = query.cursor?.split('-');
  const rows = await context.store.query<SessionRow>(sessionsSql(sql, cursor !== undefined), {
    ...params,
    // One more than asked for tells whether there is another page.
    limit: query.limit + 1,
    ...(cursor === undefined ? {} : { cursorMs: Number(cursor[0]), cursorTrace: cursor[1] }),
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > page.length && last !== undefined
      ? { nextCursor: `${last.startedAt}-${last.traceId}` }
      : {};
  return [frameOf('sessions', query.refId, SESSION_COLUMNS, page, { custom: nextCursor })];
}
