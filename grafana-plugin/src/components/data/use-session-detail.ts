import { readSessionDetail, type SessionDetail } from './read-results.ts';
import type { SessionsClient } from './session-types.ts';
import { type Answer, useAnswer } from './use-answer.ts';

/** The steps of one session; `data.detail` is undefined when the store does not know the trace. */
export function useSessionDetail(
  client: SessionsClient,
  traceId: string,
  tick: number,
): Answer<{ readonly detail: SessionDetail | undefined }> {
  return useAnswer(client, traceId, tick, async (signal) => {
    const response = await client.query(
      // The session is asked for by its id; the range only has to be a valid one.
      { from: 0, to: Date.now(), queries: [{ refId: 'session', queryType: 'session', traceId }] },
      signal,
    );
    const result = response.results.session;
    // A session that is not there is an answer too, not a failure.
    return result?.status === 404
      ? { detail: undefined }
      : { detail: readSessionDetail(response, 'session') };
  });
}
