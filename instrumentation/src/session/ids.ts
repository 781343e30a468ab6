import { hash } from 'node:crypto';

/** Where a session's spans go; lower-case hex. */
export interface SessionIds {
  readonly traceId: string;
  /** The root's span id: the parent of every step. */
  readonly spanId: string;
}

/**
 * The ids of a session, the same in every process: the first 16 and the next 8 bytes of
 * SHA-256(`"ussd/1" \0 provider \0 key`).
 *
 * A hash, because ratio samplers read the trace id as a random number and providers count upwards.
 */
export function sessionIds(provider: string, sessionKey: string): SessionIds {
  const hex = hash('sha256', `ussd/1\0${provider}\0${sessionKey}`, 'hex');
  const traceId = hex.slice(0, 32);
  const spanId = hex.slice(32, 48);
  return {
    traceId: /[^0]/.test(traceId) ? traceId : `${'0'.repeat(31)}1`,
    spanId: /[^0]/.test(spanId) ? spanId : `${'0'.repeat(15)}1`,
  };
}
