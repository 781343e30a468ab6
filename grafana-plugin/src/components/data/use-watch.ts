import { useEffect, useRef, useState } from 'react';
import { rowsOf } from './frame-rows.ts';
import type { Filters, SessionRow, SessionsClient } from './session-types.ts';

/** Which sessions are watched, and what of them. */
export interface Watched {
  readonly filters: Filters;
  readonly columns: readonly string[];
}

/** Hears sessions; `isCut` where more changed than one event holds. */
export type OnRows = (rows: readonly SessionRow[], isCut: boolean) => void;

/**
 * Hears of sessions as they begin and change while the page is looked at.
 *
 * A hidden page lets its stream go: browsers allow a host only a handful of connections.
 *
 * @param watched `undefined` for a range that now is not in: nothing new can belong into it.
 */
export function useWatch(
  client: SessionsClient,
  watched: Watched | undefined,
  onRows: OnRows,
): void {
  const [isSeen, setIsSeen] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const look = (): void => setIsSeen(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const latest = useRef(onRows);
  latest.current = onRows;
  const asked = isSeen && watched !== undefined ? JSON.stringify(watched) : undefined;
  useEffect(() => {
    if (asked === undefined) {
      return;
    }
    return client.watch(JSON.parse(asked) as Watched, (frame) =>
      latest.current(rowsOf<SessionRow>(frame), frame.schema.meta?.custom?.isCut === true),
    );
  }, [client, asked]);
}
