import { tellHop } from './tell-hop.ts';

/**
 * Says that what the subscriber typed on this request is a secret, which the screen before did not
 * show: `markSensitive()`.
 *
 * It is recorded nowhere then, at no capture level, nor where it is repeated later in the session.
 * Does nothing outside of a USSD request.
 */
export function markSensitive(): void {
  tellHop((hop) => hop.markSensitive());
}
