import { APP_OUTCOMES, type AppOutcome } from '../step/outcome.ts';
import { complainOfArgument } from './complain.ts';
import { tellHop } from './tell-hop.ts';

/**
 * Says how the session went, where its last screen does not: `setOutcome('rejected')`.
 *
 * Wins over what is read from screens; of several calls the last holds, but a session that was once
 * `completed` stays so. How people leave (`abandoned`, `cancelled`) is not for the app to say. Does
 * nothing outside of a USSD request.
 */
export function setOutcome(outcome: AppOutcome): void {
  if (APP_OUTCOMES.includes(outcome)) tellHop((hop) => hop.setOutcome(outcome));
  else complainOfArgument('setOutcome', `one of ${APP_OUTCOMES.join(', ')}`, outcome);
}
