import { readSessionDetail, type SessionDetail } from './read-results.ts';
import type { SessionsClient } from './session-types.ts';
import { type Answer, useAnswer } from './use-answer.ts';

/** Asks for one session; `undefined` when the store does not know the trace. */
export async function askSession(
  client: SessionsClient,
  traceId: string,
  signal: AbortSignal,
): Promise<SessionDetail | undefined> {
  const response = await client.query(
    // The session is asked for by its id; the range only has to be a valid one.
    { from: 0, to: Date.now(), queries: [{ refId: 'session', queryType: 'session', traceId }] },
    signal,
  );
  // A session that is not there is an answer too, not a failure.
  return response.results.session?.status === 404
    ? undefined
    : readSessionDetail(response, 'session');
}

/** The steps of one session; `data.detail` is undefined when the store does not know the trace. */
export function useSessionDetail(
  client: SessionsClient,
  traceId: string,
  tick: number | string,
): Answer<{ readonly detail: SessionDetail | undefined }> {
  return useAnswer(client, traceId, tick, async (signal) => ({
    detail: await askSession(client, traceId, signal),
  }));
}
