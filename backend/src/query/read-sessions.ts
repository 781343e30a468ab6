import { endingOf } from '../derive/ending.ts';
import { isOfFacts, outcomeParams, sessionsWithOutcomeSql } from '../derive/outcome.ts';
import { quoted } from '../store/bind-params.ts';
import type { ExtraColumns, WideRow } from './extra-columns.ts';
import type { QueryContext } from './query-context.ts';
import { SESSION_SELECT, type StoredSession } from './session-row.ts';

/** What leads to the row of a session. */
export interface SessionKey {
  readonly traceId: string;
  /** Unix ms. */
  readonly startedAt: number;
}

/** A session's row as it is read. */
export type ReadSession = WideRow & StoredSession & { readonly goalMissed: boolean };

/** The text of the query for the rows of some sessions, newest first. */
export function sessionRowsSql(keys: readonly SessionKey[], extra = '[] AS extra'): string {
  // As texts: fifty calls that make a time of a number are a tenth of the whole question.
  const starts = keys.map(({ startedAt }) => quoted(timeText(startedAt)));
  const ids = keys.map(({ traceId }) => quoted(traceId));
  const where = `started_at IN (${starts.join(', ')}) AND trace_id IN (${ids.join(', ')})`;
  const sessions = isOfFacts(extra)
    ? `sessions FINAL WHERE ${where}`
    : `(${sessionsWithOutcomeSql(where, `${SESSION_SELECT} ${extra}`)})`;
  return `
SELECT ${SESSION_SELECT}, ${extra}
FROM ${sessions}
ORDER BY started_at DESC, trace_id DESC`;
}

/** A moment as ClickHouse reads it in a column of that time zone, UTC. */
const timeText = (ms: number) => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/**
 * The text of the query for all rows of a trace, also those that others have replaced. FINAL would read
 * more than the few granules that the bloom filter names, and needs to know the start.
 */
export const TRACE_ROWS_SQL = `
SELECT ${SESSION_SELECT}, [] AS extra, toString(sessions.revision) AS revision, is_deleted AS isDeleted
FROM sessions
WHERE trace_id = {traceId:String}
SETTINGS max_threads = 1`;

type TraceRow = WideRow & StoredSession & { readonly revision: string; readonly isDeleted: number };

/** The session of a trace with how it ended; the one that began last, should there be several. */
export async function readSessionOfTrace(
  traceId: string,
  { store, config, nowMs }: QueryContext,
): Promise<ReadSession | undefined> {
  const rows = await store.query<TraceRow>(TRACE_ROWS_SQL, { traceId });
  const newest = new Map<number, TraceRow>();
  for (const row of rows) {
    const other = newest.get(row.startedAt);
    if (other === undefined || BigInt(row.revision) > BigInt(other.revision)) {
      newest.set(row.startedAt, row);
    }
  }
  const [last] = [...newest.values()]
    .filter(({ isDeleted }) => isDeleted === 0)
    .sort((a, b) => b.startedAt - a.startedAt);
  return last && { ...last, ...endingOf(last, config, nowMs) };
}

/** The rows of some sessions with how they ended, newest first. */
export async function readSessions(
  keys: readonly SessionKey[],
  { store, config, nowMs }: QueryContext,
  extra?: Pick<ExtraColumns, 'select' | 'params'>,
): Promise<ReadSession[]> {
  if (keys.length === 0) return [];
  const rows = await store.query<WideRow & StoredSession>(sessionRowsSql(keys, extra?.select), {
    ...outcomeParams(config, nowMs),
    ...extra?.params,
  });
  return rows.map((row) => ({ ...row, ...endingOf(row, config, nowMs) }));
}
