import { isName } from './name-argument.ts';
import { tellHop } from './tell-hop.ts';

/**
 * Says that the session has reached what it was for: `markGoal('airtime-bought')`.
 *
 * The session is then `completed`, whatever comes after: a hook that fails, a screen that says
 * sorry, a subscriber who hangs up. Does nothing outside of a USSD request.
 *
 * @param name which goal, where an app has several; few and steady, nothing about a subscriber.
 */
export function markGoal(name?: string): void {
  if (name !== undefined && !isName('markGoal', name)) return;
  tellHop((hop) => hop.markGoal(name));
}
