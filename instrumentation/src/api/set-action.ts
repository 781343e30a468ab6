import { STEP_ACTIONS, type StepAction } from '../semconv.ts';
import { complainOfArgument } from './complain.ts';
import { tellHop } from './tell-hop.ts';

/**
 * Says what the input of this request did: `setAction('retry', { message: 'Amount too low' })`.
 *
 * For what cannot be told from two screens. The last call before the answer counts; an answer that
 * ends the session is an `end` in any case. Does nothing outside of a USSD request.
 *
 * @param options.message the app's words for it; recorded like a screen's, as far as the capture level allows.
 */
export function setAction(action: StepAction, options?: { readonly message?: string }): void {
  if (!STEP_ACTIONS.includes(action)) {
    complainOfArgument('setAction', `one of ${STEP_ACTIONS.join(', ')}`, action);
    return;
  }
  const message: unknown = options?.message;
  if (message !== undefined && typeof message !== 'string') {
    complainOfArgument('setAction', 'a message that is a text', message);
  }
  tellHop((hop) => hop.setAction(action, typeof message === 'string' ? message : undefined));
}
