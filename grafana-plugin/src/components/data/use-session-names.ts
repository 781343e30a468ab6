import { readSessionDetail } from './read-results.ts';
import type { SessionsClient } from './session-types.ts';
import { type Answer, useAnswer } from './use-answer.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;

/** A session by the names that a link can have for it. */
export interface SessionNames {
  readonly traceId: string;
  /** The provider's; `undefined` where the store knows no such session. */
  readonly sessionId: string | undefined;
}

/**
 * The names of a session that one of them is known of; of several with the provider's id the newest.
 *
 * What names no session is taken for a trace id, so that whoever shows its steps says that there is none.
 */
export function useSessionNames(client: SessionsClient, id: string): Answer<SessionNames> {
  return useAnswer(client, id, 0, async (signal) => {
    const named = TRACE_ID.test(id) ? { traceId: id } : { sessionId: id };
    const response = await client.query(
      {
        from: 0,
        to: Date.now(),
        queries: [{ refId: 'session', queryType: 'session', ...named }],
      },
      signal,
    );
    const isThere = response.results.session?.status !== 404;
    const session = isThere ? readSessionDetail(response, 'session')?.session : undefined;
    return {
      traceId: session?.traceId ?? (TRACE_ID.test(id) ? id : '0'.repeat(32)),
      sessionId: session?.sessionId,
    };
  });
}
