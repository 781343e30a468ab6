import { outcomeParams, sessionsWithOutcomeSql } from '../derive/outcome.ts';
import { type Frame, frameOf, mapTexts } from './frame.ts';
import { HOOK_COLUMNS, toHookRows } from './hook-rows.ts';
import { createOwnNumberMask } from './mask-own-number.ts';
import { type QueryContext, QueryError } from './query-context.ts';
import type { SessionQuery } from './schema.ts';
import {
  SESSION_DETAIL_COLUMNS,
  SESSION_DETAIL_SELECT,
  SESSION_SELECT,
  type SessionDetailRow,
} from './session-row.ts';
import { sessionSpans } from './session-spans.ts';
import { dialledHop, markedGoals, STEP_COLUMNS, toStepRows } from './step-rows.ts';

// They name sessions in queries and links, so they have to stay; the apps' library makes them without
// the number.
const IDS = new Set(['traceId', 'sessionId', 'userHash']);

/** The text of the query for one session's row. */
export function sessionSql(by: 'traceId' | 'sessionId'): string {
  const where =
    by === 'traceId' ? 'trace_id = {traceId:String}' : 'session_id = {sessionId:String}';
  return `
SELECT ${SESSION_SELECT},${SESSION_DETAIL_SELECT}
FROM (${sessionsWithOutcomeSql(where)})
ORDER BY started_at DESC, trace_id DESC
LIMIT 1`;
}

/**
 * One session with its screens and hooks, wherever it lies in time.
 *
 * @throws {QueryError} 404 when there is none.
 */
export async function session(query: SessionQuery, context: QueryContext): Promise<Frame[]> {
  const by = query.traceId === undefined ? 'sessionId' : 'traceId';
  const [row] = await context.store.query<Omit<SessionDetailRow, 'dialled' | 'goals'>>(
    sessionSql(by),
    {
      ...outcomeParams(context.config, context.nowMs),
      [by]: query[by],
    },
  );
  if (row === undefined) throw new QueryError(404, `No session has this ${by}`, by);
  const spans = await sessionSpans(context, row.traceId);
  const steps = toStepRows(spans, Number(row.startedAt));
  const detail = { ...row, dialled: dialledHop(spans), goals: markedGoals(spans) };
  const mask = createOwnNumberMask(row.userId);
  return [
    frameOf('session', query.refId, SESSION_DETAIL_COLUMNS, [detail]),
    frameOf('steps', query.refId, STEP_COLUMNS, steps),
    frameOf('hooks', query.refId, HOOK_COLUMNS, toHookRows(spans)),
  ].map((frame) => mapTexts(frame, IDS, mask));
}
