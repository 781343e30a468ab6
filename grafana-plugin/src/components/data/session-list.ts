import type { SessionsPage } from './read-results.ts';
import type { SessionRow } from './session-types.ts';

/** The rows on the page, what follows them, and what has arrived above them meanwhile. */
export interface SessionList {
  readonly rows: readonly SessionRow[];
  readonly nextCursor: string | undefined;
  /** Sessions newer than the first row, newest first, kept back until the reader asks for them. */
  readonly waiting: readonly SessionRow[];
  /** True when more arrived than one page holds, so showing them starts the list afresh. */
  readonly gap: boolean;
  /** The newest first page, for starting afresh. */
  readonly newestCursor: string | undefined;
}

/** A list as it first appears. */
export function startList(page: SessionsPage): SessionList {
  return {
    rows: page.rows,
    nextCursor: page.nextCursor,
    waiting: [],
    gap: false,
    newestCursor: page.nextCursor,
  };
}

/** Puts the next page below; a session that moved into it meanwhile stays where it was. */
export function appendPage(list: SessionList, page: SessionsPage): SessionList {
  const known = new Set(list.rows.map((row) => row.traceId));
  return {
    ...list,
    rows: [...list.rows, ...page.rows.filter((row) => !known.has(row.traceId))],
    nextCursor: page.nextCursor,
  };
}

/**
 * Takes a fresh first page: rows that are shown change in place (an open session closes), new ones
 * wait, so that nothing moves under the reader's eyes.
 *
 * An empty list takes the page at once: there is nothing that could move.
 */
export function refreshList(list: SessionList, page: SessionsPage): SessionList {
  if (list.rows.length === 0) {
    return startList(page);
  }
  const fresh = new Map(page.rows.map((row) => [row.traceId, row]));
  const shown = new Set(list.rows.map((row) => row.traceId));
  const newestShown = list.rows[0]?.startedAt ?? 0;
  const waiting = page.rows.filter(
    (row) => !shown.has(row.traceId) && row.startedAt >= newestShown,
  );
  return {
    ...list,
    rows: list.rows.map((row) => fresh.get(row.traceId) ?? row),
    waiting,
    gap: waiting.length > 0 && waiting.length === page.rows.length && page.nextCursor !== undefined,
    newestCursor: page.nextCursor,
  };
}

/** Shows what was waiting, on top; after a gap the list starts afresh with the newest page. */
export function showWaiting(list: SessionList): SessionList {
  if (list.gap) {
    return startList({ rows: list.waiting, nextCursor: list.newestCursor });
  }
  return { ...list, rows: [...list.waiting, ...list.rows], waiting: [] };
}
