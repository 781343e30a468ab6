import { type ExtraColumns, extraColumns, type WideRow } from './extra-columns.ts';
import type { Filters } from './filter-schema.ts';
import { filteredSessions } from './filters.ts';
import { type Frame, frameOf } from './frame.ts';
import { isNarrow, readNamedSessions } from './named-sessions.ts';
import type { QueryContext } from './query-context.ts';
import { readSessions } from './read-sessions.ts';
import type { SessionsQuery } from './schema.ts';
import { KEY_SELECT, type SessionKey, type StoredKey, sessionKeyOf } from './session-key.ts';
import { SESSION_COLUMNS } from './session-row.ts';

/** The text of the query for the keys of a page, over filtered sessions. */
export function pageKeysSql(sessions: string, afterCursor: boolean): string {
  return `
SELECT ${KEY_SELECT}
FROM (${sessions})
${
  afterCursor
    ? "WHERE (started_at, trace_id) < (fromUnixTimestamp64Milli({cursorMs:Int64}, 'UTC'), {cursorTrace:String})"
    : ''
}
ORDER BY started_at DESC, trace_id DESC
LIMIT {limit:UInt32}`;
}

const WINDOW_FIRST_MS = 6 * 3_600_000;
const WINDOW_GROWTH = 12;

/** A page of sessions and where the next one begins; `undefined` after the last. */
export interface SessionPage {
  readonly rows: readonly WideRow[];
  readonly nextCursor: string | undefined;
}

/**
 * Reads sessions of the context's range, newest first, from after a cursor on. A page begins after the
 * last row of the page before it, so that sessions that start meanwhile neither repeat nor skip rows.
 */
export async function readSessionPage(
  page: {
    readonly filters: Filters;
    readonly limit: number;
    readonly cursor?: string | undefined;
    /** The range is short, or all of it is wanted. */
    readonly isWhole?: boolean;
  },
  extra: ExtraColumns,
  context: QueryContext,
): Promise<SessionPage> {
  const cursor = page.cursor?.split('-');
  const cursorMs = Number(cursor?.[0] ?? Number.POSITIVE_INFINITY);
  const toMs = Math.min(context.toMs, cursorMs + 1);
  const named = await readNamedSessions(page.filters, extra, { ...context, toMs });
  if (named !== undefined) {
    const isAfterCursor = ({ startedAt, traceId }: SessionKey) =>
      cursor === undefined ||
      startedAt < cursorMs ||
      (startedAt === cursorMs && traceId < (cursor[1] ?? ''));
    const rest = named.filter(isAfterCursor);
    const rows = await extra.complete(rest.slice(0, page.limit), context);
    return { rows, nextCursor: cursorAfter(rest, page.limit) };
  }
  // The newest are mostly of the last hours: looking there first spares ordering those of a month.
  let windowMs =
    page.isWhole === true || isNarrow(page.filters) ? Number.POSITIVE_INFINITY : WINDOW_FIRST_MS;
  const newestMs = Math.min(toMs, context.nowMs);
  let endMs = newestMs;
  let found: readonly SessionKey[] = [];
  for (;;) {
    const fromMs = Math.max(context.fromMs, endMs - windowMs);
    const range = { ...context, fromMs, toMs };
    const { sql, params } = filteredSessions(page.filters, range, KEY_SELECT);
    const keys = await context.store.query<StoredKey>(pageKeysSql(sql, cursor !== undefined), {
      ...params,
      limit: page.limit + 1,
      ...(cursor === undefined ? {} : { cursorMs, cursorTrace: cursor[1] }),
    });
    found = keys.map(sessionKeyOf);
    if (found.length > page.limit || fromMs === context.fromMs) break;
    // Before a night, or a week, in which nobody dialled the newest lie as close together as ever.
    const busyMs =
      endMs === newestMs ? await context.rollUp?.lastHourEnd(context.fromMs, fromMs) : undefined;
    if (busyMs === undefined || busyMs > fromMs) windowMs *= WINDOW_GROWTH;
    else endMs = busyMs;
  }
  // First the keys, then the rows: the other sessions of the range cost a few columns and not all.
  const read = await readSessions(found.slice(0, page.limit), context, extra);
  const rows = await extra.complete(read, context);
  return { rows, nextCursor: cursorAfter(found, page.limit) };
}

/** One more than a page holds tells that there is another. */
function cursorAfter(found: readonly SessionKey[], limit: number): string | undefined {
  const last = found[limit - 1];
  return found.length > limit && last !== undefined
    ? `${last.startedAt}-${last.traceId}`
    : undefined;
}

/** Sessions, newest first, with the attributes that were asked for as further fields. */
export async function sessions(query: SessionsQuery, context: QueryContext): Promise<Frame[]> {
  const extra = extraColumns(query.columns);
  const { rows, nextCursor } = await readSessionPage(query, extra, context);
  const columns = [...SESSION_COLUMNS, ...extra.columns];
  const custom = nextCursor === undefined ? {} : { nextCursor };
  return [frameOf('sessions', query.refId, columns, rows, { custom })];
}
