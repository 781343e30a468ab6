import { isName } from './name-argument.ts';
import { tellHop } from './tell-hop.ts';

/**
 * Says which of the app's flows the subscriber is in: `setFlow('buy-airtime')`.
 *
 * Holds for this step and the session's later ones; a session counts to the flow it was in last.
 * Choose few and steady names. Does nothing outside of a USSD request.
 */
export function setFlow(name: string): void {
  if (isName('setFlow', name)) tellHop((hop) => hop.setFlow(name));
}
