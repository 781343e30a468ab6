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
 * Some gateways have ids of a trace id's form, so what has it is looked for under both names. What
 * names no session is taken for a trace id, so that whoever shows its steps says that there is none.
 */
export function useSessionNames(client: SessionsClient, id: string): Answer<SessionNames> {
  return useAnswer(client, id, 0, async (signal) => {
    const isTraceId = TRACE_ID.test(id);
    const ofSession = { queryType: 'session' } as const;
    const response = await client.query(
      {
        from: 0,
        to: Date.now(),
        queries: [
          ...(isTraceId ? [{ ...ofSession, refId: 'trace', traceId: id }] : []),
          { ...ofSession, refId: 'session', sessionId: id },
        ],
      },
      signal,
    );
    const find = (refId: string) =>
      response.results[refId]?.status === 404
        ? undefined
        : readSessionDetail(response, refId)?.session;
    const session = (isTraceId ? find('trace') : undefined) ?? find('session');
    return {
      traceId: session?.traceId ?? (isTraceId ? id : '0'.repeat(32)),
      sessionId: session?.sessionId,
    };
  });
}
