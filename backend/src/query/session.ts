import { type Frame, frameOf, mapTexts } from './frame.ts';
import { HOOK_COLUMNS, toHookRows } from './hook-rows.ts';
import { createOwnNumberMask } from './mask-own-number.ts';
import { readSession } from './one-session.ts';
import type { QueryContext } from './query-context.ts';
import type { SessionQuery } from './schema.ts';
import { SESSION_DETAIL_COLUMNS } from './session-row.ts';
import { sessionSpans } from './session-spans.ts';
import { dialledHop, markedGoals, STEP_COLUMNS, toStepRows } from './step-rows.ts';

// They name sessions in queries and links, so they have to stay; the apps' library makes them without
// the number.
const IDS = new Set(['traceId', 'sessionId', 'userHash']);

/**
 * One session with its screens and hooks, wherever it lies in time.
 *
 * @throws {QueryError} 404 when there is none.
 */
export async function session(query: SessionQuery, context: QueryContext): Promise<Frame[]> {
  const [row, { spans }] = await readSession(query, context, (traceId) =>
    sessionSpans(context, traceId),
  );
  const steps = toStepRows(spans, row.startedAt);
  const detail = { ...row, dialled: dialledHop(spans), goals: markedGoals(spans) };
  const mask = createOwnNumberMask(row.userId);
  return [
    frameOf('session', query.refId, SESSION_DETAIL_COLUMNS, [detail]),
    frameOf('steps', query.refId, STEP_COLUMNS, steps),
    frameOf('hooks', query.refId, HOOK_COLUMNS, toHookRows(spans)),
  ].map((frame) => mapTexts(frame, IDS, mask));
}
