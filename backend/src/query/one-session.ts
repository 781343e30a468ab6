import { type QueryContext, QueryError } from './query-context.ts';
import {
  type ReadSession,
  readSessionOfTrace,
  readSessions,
  type SessionKey,
} from './read-sessions.ts';

/** How a query names one session: by either. */
export interface SessionName {
  readonly traceId?: string | undefined;
  readonly sessionId?: string | undefined;
}

// Gateways begin to count again now and then, and a start that moved leaves a row behind.
const KEYS_MAX = 100;

/**
 * The text of the query for the keys that a gateway's id stands for, newest first. Without FINAL, which would
 * read more than the few granules that a bloom filter names; so rows that are no more are among them.
 */
export const SESSION_KEYS_SQL = `
SELECT DISTINCT trace_id AS traceId, toFloat64(toUnixTimestamp64Milli(started_at)) AS startedAt
FROM sessions
WHERE session_id = {sessionId:String}
ORDER BY startedAt DESC, traceId DESC
LIMIT ${KEYS_MAX}
SETTINGS max_threads = 1`;

/**
 * The session that a query names, wherever it lies in time, the newest of several, and its spans, read
 * at the same time.
 *
 * @throws {QueryError} 404 when there is none.
 */
export async function readSession<Spans>(
  name: SessionName,
  context: QueryContext,
  readSpans: (traceId: string) => Promise<Spans>,
): Promise<readonly [row: ReadSession, spans: Spans]> {
  const { traceId, sessionId } = name;
  if (traceId !== undefined) {
    const [row, spans] = await Promise.all([
      readSessionOfTrace(traceId, context),
      readSpans(traceId),
    ]);
    if (row !== undefined) return [row, spans];
  }
  // A gateway's own id can look like a trace id: whoever pastes one need not know which it is.
  const id = sessionId ?? traceId ?? '';
  const keys = await context.store.query<SessionKey>(SESSION_KEYS_SQL, { sessionId: id });
  const likely = keys[0]?.traceId;
  const [row, spans] = await Promise.all([
    readSessions(keys, context).then((rows) => rows.find((one) => one.sessionId === id)),
    likely === undefined ? undefined : readSpans(likely),
  ]);
  if (row === undefined) {
    const by = traceId === undefined ? 'sessionId' : 'traceId';
    throw new QueryError(404, `No session has this ${by}`, by);
  }
  return [
    row,
    spans !== undefined && row.traceId === likely ? spans : await readSpans(row.traceId),
  ];
}
