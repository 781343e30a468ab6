import type { Interval } from '../state/time-range.ts';
import { readSessionsPage, type SessionsPage } from './read-results.ts';
import type { Filters, SessionsClient } from './session-types.ts';
import type { PageQuestion } from './use-session-list.ts';

/** Which sessions, and what of them. */
export interface SessionsQuestion {
  readonly interval: Interval;
  readonly filters: Filters;
  /** Attributes as further fields of the rows: `attr:app.language`. */
  readonly columns: readonly string[];
}

/** Asks the API for a page of sessions. */
export async function askPage(
  client: SessionsClient,
  { interval, filters, columns }: SessionsQuestion,
  { toMs, limit, cursor }: PageQuestion,
  signal?: AbortSignal,
): Promise<SessionsPage> {
  const response = await client.query(
    {
      from: interval.fromMs,
      to: toMs ?? interval.toMs,
      queries: [
        {
          refId: 'sessions',
          queryType: 'sessions',
          limit,
          ...(cursor !== undefined && { cursor }),
          ...(columns.length > 0 && { columns }),
          filters,
        },
      ],
    },
    signal,
  );
  return readSessionsPage(response, 'sessions');
}
