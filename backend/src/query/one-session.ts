import { type QueryContext, QueryError } from './query-context.ts';
import { readSessions } from './read-sessions.ts';
import { KEY_SELECT, type StoredKey, sessionKeyOf } from './session-key.ts';
import type { ReadSession } from './session-row.ts';
import { findById, type IdColumn } from './session-versions.ts';

/** How a query names one session: by either. */
export interface SessionName {
  readonly traceId?: string | undefined;
  readonly sessionId?: string | undefined;
}

// Gateways begin to count again now and then, and a start that moved leaves a row behind.
const KEYS_MAX = 100;

/**
 * The text of the query for the keys that an id stands for, newest first. Without FINAL, which would read more than
 * the few granules that a bloom filter names; so rows that are no more are among them.
 */
export function sessionKeysSql(by: IdColumn): string {
  return `
SELECT DISTINCT ${KEY_SELECT}
FROM sessions
WHERE ${by} = {id:String}
ORDER BY started_at DESC, trace_id DESC
LIMIT ${KEYS_MAX}
SETTINGS max_threads = 1`;
}

/** Spans of a trace with what they say of the session's id; '' where one does not. */
export interface SpansOfOne {
  readonly sessionIds: readonly string[];
}

/**
 * The session that a query names, wherever it lies in time, the newest of several, and its spans.
 *
 * @throws {QueryError} 404 when there is none.
 */
export async function readSession<Spans extends SpansOfOne>(
  name: SessionName,
  context: QueryContext,
  readSpans: (traceId: string) => Promise<Spans>,
): Promise<readonly [row: ReadSession, spans: Spans]> {
  const { traceId, sessionId } = name;
  if (traceId !== undefined) {
    const [{ newest, isCut }, spans] = await Promise.all([
      findById('trace_id', traceId, context),
      readSpans(traceId),
    ]);
    const row = isCut ? await readCurrentSession('trace_id', traceId, context) : newest;
    if (row !== undefined) return [row, spans];
  }
  // A gateway's own id can look like a trace id: whoever pastes one need not know which it is.
  const id = sessionId ?? traceId ?? '';
  const { newest, isCut } = await findById('session_id', id, context);
  if (newest !== undefined && !isCut) {
    const spans = await readSpans(newest.traceId);
    if (spans.sessionIds.every((one) => one === id || one === '')) return [newest, spans];
  }
  // Where a trace's spans do not agree, the row by this id may have been replaced by one of another.
  const isOpen = newest !== undefined || isCut;
  const row = isOpen ? await readCurrentSession('session_id', id, context) : undefined;
  if (row === undefined) {
    const by = traceId === undefined ? 'sessionId' : 'traceId';
    throw new QueryError(404, `No session has this ${by}`, by);
  }
  return [row, await readSpans(row.traceId)];
}

/** The newest session that has an id now. */
async function readCurrentSession(
  by: IdColumn,
  id: string,
  context: QueryContext,
): Promise<ReadSession | undefined> {
  const found = await context.store.query<StoredKey>(sessionKeysSql(by), { id });
  const rows = await readSessions(found.map(sessionKeyOf), context);
  return rows.find((row) => (by === 'trace_id' ? row.traceId : row.sessionId) === id);
}
