import type { Carry } from '../gateways/gateway.ts';

/** Africa's Talking closes a session when the app has not answered by then. */
const ANSWER_LIMIT_MS = 10_000;

/**
 * Posts to a wallet as a gateway does.
 *
 * @param walletUrl without a slash at the end.
 * @param signal ends requests that are under way.
 */
export function carryOverHttp(walletUrl: string, signal: AbortSignal): Carry {
  return async ({ path, contentType, body }) => {
    const response = await fetch(walletUrl + path, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
    });
    return { status: response.status, body: await response.text() };
  };
}
