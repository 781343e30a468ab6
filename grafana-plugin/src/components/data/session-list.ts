import type { Interval } from '../state/time-range.ts';
import type { SessionsPage } from './read-results.ts';
import type { SessionRow } from './session-types.ts';

/** Where a further page begins: after another page, or at an instant where rows were let go. */
export type PageStart = { readonly cursor: string } | { readonly toMs: number };

/** The rows on the page, what follows them, and what has arrived above them meanwhile. */
export interface SessionList {
  readonly rows: readonly SessionRow[];
  /** What older sessions begin with; `undefined` where there are none. */
  readonly next: PageStart | undefined;
  /** Sessions newer than the first row, newest first, kept back until the reader asks for them. */
  readonly waiting: readonly SessionRow[];
  /** True when more arrived than one page holds, so showing them starts the list afresh. */
  readonly gap: boolean;
  /** What follows those that wait, for starting afresh with them. */
  readonly newestNext: PageStart | undefined;
  /** Rows that the reader asked for: what arrives by itself must not make the list ever longer. */
  readonly asked: number;
}

/** A list as it first appears. */
export function startList(page: SessionsPage): SessionList {
  return startAt(page.rows, startOf(page));
}

function startAt(rows: readonly SessionRow[], next: PageStart | undefined): SessionList {
  return { rows, next, waiting: [], gap: false, newestNext: next, asked: rows.length };
}

function startOf({ nextCursor }: SessionsPage): PageStart | undefined {
  return nextCursor === undefined ? undefined : { cursor: nextCursor };
}

/** Puts the next page below; a session that moved into it meanwhile stays where it was. */
export function appendPage(list: SessionList, page: SessionsPage): SessionList {
  const known = new Set(list.rows.map((row) => row.traceId));
  const rows = [...list.rows, ...page.rows.filter((row) => !known.has(row.traceId))];
  return { ...list, rows, next: startOf(page), asked: rows.length };
}

// What one question may bring (backend/src/query/schema.ts).
const ROWS_MAX = 500;

/** Which rows a refresh has to ask for. */
export interface RefreshPlan {
  /** Rows of the newest page: those that are shown and those that wait above them. */
  readonly newestLimit: number;
  /** Set where the newest page may not reach down to the rows that are shown: these by themselves. */
  readonly shown: { readonly toMs: number; readonly limit: number } | undefined;
}

/**
 * What to ask for, so that every row that is shown is heard of again; up to 500 of them.
 *
 * @param isRead whether rows have to stay where they are, because somebody reads them.
 */
export function planRefresh(
  list: SessionList | undefined,
  pageRows: number,
  isRead: boolean,
): RefreshPlan {
  if (list === undefined || !isHeld(list, isRead)) {
    return { newestLimit: Math.max(pageRows, list?.asked ?? 0), shown: undefined };
  }
  const rows = list.rows.length;
  const wanted = rows + list.waiting.length;
  const first = list.rows[0];
  const isTooFar = list.gap || wanted > ROWS_MAX;
  return {
    newestLimit: Math.min(ROWS_MAX, Math.max(pageRows, wanted)),
    shown:
      isTooFar && first !== undefined
        ? { toMs: first.startedAt + 1, limit: Math.min(ROWS_MAX, rows) }
        : undefined,
  };
}

/** Whether rows keep their place; a list longer than one question brings always does. */
function isHeld(list: SessionList, isRead: boolean): boolean {
  return isRead || list.asked > ROWS_MAX;
}

/** What a refresh brought. */
export interface Refresh {
  readonly newest: SessionsPage;
  readonly shown?: SessionsPage | undefined;
  /** A row that stays although no page holds it, because its steps are open; as it is now. */
  readonly open?: SessionRow | undefined;
  /** Whether somebody reads the rows: else the newest page takes their place at once. */
  readonly isRead: boolean;
}

/** Whether a page would hold the row, if it still belonged into the list. */
function reaches(page: SessionsPage, row: SessionRow): boolean {
  const last = page.rows.at(-1);
  if (page.nextCursor === undefined || last === undefined) {
    return true;
  }
  return row.startedAt === last.startedAt
    ? row.traceId >= last.traceId
    : row.startedAt > last.startedAt;
}

/** The rows that are shown but that the pages which reach them no longer hold. */
export function missingRows(
  list: SessionList,
  { newest, shown }: Pick<Refresh, 'newest' | 'shown'>,
): SessionRow[] {
  const held = new Set([...newest.rows, ...(shown?.rows ?? [])].map((row) => row.traceId));
  return list.rows.filter((row) => !held.has(row.traceId) && reaches(shown ?? newest, row));
}

/**
 * Takes a refresh: rows that are shown change in place (an open session closes) or go (a closed one
 * is none of those in progress), new ones wait, so that nothing moves under the reader's eyes.
 *
 * A list that nobody reads takes the newest page at once, as an empty one does.
 */
export function refreshList(list: SessionList, refresh: Refresh): SessionList {
  const { newest, shown, open } = refresh;
  if (!isHeld(list, refresh.isRead)) {
    return startList(newest);
  }
  const fresh = new Map(
    [...newest.rows, ...(shown?.rows ?? []), ...(open === undefined ? [] : [open])].map((row) => [
      row.traceId,
      row,
    ]),
  );
  const gone = new Set(missingRows(list, refresh).map((row) => row.traceId));
  if (open !== undefined) {
    gone.delete(open.traceId);
  }
  const rows = list.rows
    .filter((row) => !gone.has(row.traceId))
    .map((row) => fresh.get(row.traceId) ?? row);
  if (rows.length === 0) {
    return startList(newest);
  }
  const known = new Set(list.rows.map((row) => row.traceId));
  const newestShown = list.rows[0]?.startedAt ?? 0;
  const waiting = newest.rows.filter(
    (row) => !known.has(row.traceId) && row.startedAt >= newestShown,
  );
  return {
    ...list,
    rows,
    waiting,
    gap:
      waiting.length > 0 &&
      waiting.length === newest.rows.length &&
      newest.nextCursor !== undefined,
    newestNext: startOf(newest),
  };
}

const newestFirst = (a: SessionRow, b: SessionRow): number =>
  b.startedAt - a.startedAt || (a.traceId < b.traceId ? 1 : -1);

/** How a list takes sessions that are told of. */
export interface Telling {
  readonly isRead: boolean;
  /** When sessions have to begin to belong into the list. */
  readonly within: Interval;
  /** Rows that a page brings. */
  readonly pageRows: number;
}

/**
 * Takes sessions that have just begun or changed: in their place, waiting, or on top where nobody
 * reads. The list gets no longer by it than the reader asked for; what falls off the end is asked for
 * again by whoever wants to see more.
 */
export function mergeRows(
  list: SessionList,
  changed: readonly SessionRow[],
  { isRead, within, pageRows }: Telling,
): SessionList {
  const fresh = new Map(changed.map((row) => [row.traceId, row]));
  const latest = (row: SessionRow): SessionRow => fresh.get(row.traceId) ?? row;
  const known = new Set([...list.rows, ...list.waiting].map((row) => row.traceId));
  const newestShown = list.rows[0]?.startedAt ?? 0;
  const arrived = changed.filter(
    ({ traceId, startedAt }) =>
      !known.has(traceId) &&
      startedAt >= newestShown &&
      startedAt >= within.fromMs &&
      startedAt < within.toMs,
  );
  const all = [...arrived, ...list.waiting.map(latest)].sort(newestFirst);
  const waiting = cutAt(all, ROWS_MAX, list.newestNext);
  const merged = {
    ...list,
    rows: list.rows.map(latest),
    waiting: waiting.rows,
    newestNext: waiting.next,
    gap: list.gap || waiting.rows.length < all.length,
  };
  if (isHeld(list, isRead) || merged.gap) {
    return merged;
  }
  const shown = showWaiting(merged);
  return { ...shown, ...cutAt(shown.rows, Math.max(pageRows, list.asked), shown.next) };
}

/** The first rows, and what follows them. */
function cutAt(
  rows: readonly SessionRow[],
  rowsMax: number,
  next: PageStart | undefined,
): Pick<SessionList, 'rows' | 'next'> {
  const last = rows[rowsMax - 1];
  return rows.length <= rowsMax || last === undefined
    ? { rows, next }
    : { rows: rows.slice(0, rowsMax), next: { toMs: last.startedAt + 1 } };
}

/** Shows what was waiting, on top; after a gap the list starts afresh with the newest page. */
export function showWaiting(list: SessionList): SessionList {
  if (list.gap) {
    return startAt(list.waiting, list.newestNext);
  }
  return { ...list, rows: [...list.waiting, ...list.rows], waiting: [] };
}
