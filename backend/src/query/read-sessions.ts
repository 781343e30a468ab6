import { isOfFacts, outcomeParams, sessionsWithOutcomeSql } from '../derive/outcome.ts';
import { quoted } from '../store/bind-params.ts';
import type { ExtraColumns, WideRow } from './extra-columns.ts';
import type { QueryContext } from './query-context.ts';
import { type SessionKey, startText } from './session-key.ts';
import {
  type ReadSession,
  readSessionOf,
  SESSION_SELECT,
  type StoredSession,
} from './session-row.ts';

/** The text of the query for the rows of some sessions, newest first. */
export function sessionRowsSql(keys: readonly SessionKey[], extra = '[] AS extra'): string {
  // As texts: fifty calls that make a time of a number are a tenth of the whole question.
  const starts = keys.map(({ startedAt }) => quoted(startText(startedAt)));
  const ids = keys.map(({ traceId }) => quoted(traceId));
  const where = `started_at IN (${starts.join(', ')}) AND trace_id IN (${ids.join(', ')})`;
  const sessions = isOfFacts(extra)
    ? `sessions FINAL WHERE ${where}`
    : `(${sessionsWithOutcomeSql(where, `${SESSION_SELECT} started_at ${extra}`)})`;
  return `
SELECT ${SESSION_SELECT}, ${extra}
FROM ${sessions}
ORDER BY started_at DESC, trace_id DESC`;
}

/** The rows of some sessions with how they ended, newest first. */
export async function readSessions(
  keys: readonly SessionKey[],
  { store, config, nowMs }: QueryContext,
  extra?: Pick<ExtraColumns, 'select' | 'params'>,
): Promise<(ReadSession & WideRow)[]> {
  if (keys.length === 0) return [];
  const rows = await store.query<StoredSession & Pick<WideRow, 'extra'>>(
    sessionRowsSql(keys, extra?.select),
    { ...outcomeParams(config, nowMs), ...extra?.params },
  );
  return rows.map((row) => ({ ...readSessionOf(row, config, nowMs), extra: row.extra }));
}
