import { useRef, useState } from 'react';
import type { Interval, RangeChoice } from '../state/time-range.ts';
import { dayAround } from '../state/time-range.ts';
import { type ExplorerState, hasFilters } from '../state/url-state.ts';
import { readSessionDetail } from './read-results.ts';
import type { Filters, SessionRow, SessionsClient } from './session-types.ts';

/** What a search for a session took off the view, so that the session can be seen. */
export interface Aside {
  readonly filters: Filters;
  /** Set when the session lies outside of it. */
  readonly range: RangeChoice | undefined;
  readonly interval: Interval;
}

interface View {
  readonly state: ExplorerState;
  readonly onState: (state: ExplorerState) => void;
  readonly interval: Interval;
  readonly timeZone: string;
}

async function askRow(client: SessionsClient, sessionId: string): Promise<SessionRow | undefined> {
  const response = await client.query({
    // Asked for by its id, whenever it was; the range only has to be a valid one.
    from: 0,
    to: Date.now(),
    queries: [{ refId: 'session', queryType: 'session', sessionId }],
  });
  return response.results.session?.status === 404
    ? undefined
    : readSessionDetail(response, 'session')?.session;
}

/**
 * Shows one session whatever the other filters and the range are: those are taken off the view, so
 * that its address says what is shown, and named, so that the reader can have them back.
 *
 * Of several sessions with the id, the newest decides the range.
 */
export function useSessionSearch(
  client: SessionsClient,
  view: View,
): {
  readonly find: (sessionId: string) => Promise<void>;
  /** What the search for the session on show put aside, if anything. */
  readonly aside: Aside | undefined;
  readonly restore: () => void;
} {
  const [last, setLast] = useState<{ readonly sessionId: string; readonly aside: Aside }>();
  const latest = useRef(view);
  latest.current = view;

  const find = async (sessionId: string): Promise<void> => {
    const row = await askRow(client, sessionId);
    const { state, onState, interval, timeZone } = latest.current;
    const { sessionId: _before, ...filters } = state.filters;
    const isOutside =
      row !== undefined && (row.startedAt < interval.fromMs || row.startedAt >= interval.toMs);
    setLast({
      sessionId,
      aside: { filters, range: isOutside ? state.range : undefined, interval },
    });
    onState({
      ...state,
      filters: { sessionId },
      range: isOutside ? dayAround(row.startedAt, timeZone) : state.range,
      // Its steps are what an id is searched for; of a simulator's session the list has no row.
      open: row?.traceId,
    });
  };

  const { state, onState } = view;
  const aside = last?.sessionId === state.filters.sessionId ? last?.aside : undefined;
  const isAnything =
    aside !== undefined && (hasFilters(aside.filters) || aside.range !== undefined);
  return {
    find,
    aside: isAnything ? aside : undefined,
    restore: () => {
      if (aside !== undefined) {
        onState({
          ...state,
          filters: aside.filters,
          range: aside.range ?? state.range,
          open: undefined,
        });
      }
    },
  };
}
