import { isOfFacts } from '../derive/outcome.ts';
import { EXACT_INTEGERS } from '../store/database.ts';
import type { ExtraColumns, WideRow } from './extra-columns.ts';
import type { Filters } from './filter-schema.ts';
import { listOf, userHashesOf } from './filters.ts';
import type { QueryContext } from './query-context.ts';
import { currentSessions, VERSION_SELECT, type VersionRow } from './session-versions.ts';

/** Filters whose few sessions an index finds, wherever they lie. */
export function isNarrow({ sessionId, userHash, msisdn }: Filters): boolean {
  return sessionId !== undefined || userHash !== undefined || msisdn !== undefined;
}

const NAMES: ReadonlySet<string> = new Set(['userHash', 'msisdn', 'sessionId', 'kind']);

// A test phone has more; they are found as under any other filter.
const ROWS_MAX = 300;

/** The text of the query for the rows of a subscriber, of an id, or of both. */
export function namedRowsSql({ userHash, sessionId }: Filters, extra = '[] AS extra'): string {
  const conditions = [
    "started_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')",
    "started_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')",
    ...(userHash === undefined ? [] : ['user_hash IN {userHash:Array(String)}']),
    ...(sessionId === undefined ? [] : ['session_id = {sessionId:String}']),
  ];
  return `
SELECT ${VERSION_SELECT}, ${extra}
FROM sessions
WHERE ${conditions.join(' AND ')}
LIMIT ${ROWS_MAX + 1}
SETTINGS ${EXACT_INTEGERS}`;
}

/**
 * All sessions of the context's range under filters that say nothing but a subscriber or an id, as support
 * asks for them, newest first: rows and all in one question. `undefined` under other filters, and where there
 * are many.
 *
 * @throws {QueryError} for a number when no key is configured.
 */
export async function readNamedSessions(
  filters: Filters,
  extra: ExtraColumns,
  context: QueryContext,
): Promise<WideRow[] | undefined> {
  const isNameOnly = Object.entries(filters).every(
    ([name, value]) => value === undefined || NAMES.has(name),
  );
  if (!isNarrow(filters) || !isNameOnly || !isOfFacts(extra.select)) return undefined;
  const userHash = userHashesOf(filters, context);
  const named = {
    ...(userHash === undefined ? {} : { userHash: [...userHash] }),
    ...(filters.sessionId === undefined ? {} : { sessionId: filters.sessionId }),
  };
  const rows = await context.store.query<VersionRow & Pick<WideRow, 'extra'>>(
    namedRowsSql(named, extra.select),
    { ...named, ...extra.params, fromMs: context.fromMs, toMs: context.toMs },
  );
  if (rows.length > ROWS_MAX) return undefined;
  const kind = listOf(filters, 'kind');
  return currentSessions(rows, context)
    .filter(([session]) => kind?.includes(session.kind) !== false)
    .map(([session, row]) => ({ ...session, extra: row.extra }));
}
