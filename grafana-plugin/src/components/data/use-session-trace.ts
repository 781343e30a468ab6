import { readSessionDetail } from './read-results.ts';
import type { SessionsClient } from './session-types.ts';
import { type Answer, useAnswer } from './use-answer.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;

/**
 * The trace of a session that is named by its trace id or by the provider's id; the newest of several.
 *
 * What names no session is taken for a trace id, so that whoever shows its steps says that there is none.
 */
export function useSessionTrace(
  client: SessionsClient,
  id: string,
): Answer<{ readonly traceId: string }> {
  return useAnswer(client, id, 0, async (signal) => {
    if (TRACE_ID.test(id)) {
      return { traceId: id };
    }
    const response = await client.query(
      {
        from: 0,
        to: Date.now(),
        queries: [{ refId: 'session', queryType: 'session', sessionId: id }],
      },
      signal,
    );
    const isThere = response.results.session?.status !== 404;
    const detail = isThere ? readSessionDetail(response, 'session') : undefined;
    return { traceId: detail?.session.traceId ?? '0'.repeat(32) };
  });
}
