import { context } from '@opentelemetry/api';
import { HOOK_NAME_KEY, hopSlotOf } from '../active-hop.ts';
import { complainOfArgument } from './complain.ts';
import { isName } from './name-argument.ts';

/**
 * Names the outgoing calls that a function makes, now or later:
 * `await nameHook('charge-wallet', () => fetch(url))`.
 *
 * Returns what the function returns, and throws what it throws. Calls made beside it keep their own
 * names; inside another `nameHook` the inner name counts. Outside of a USSD request it only calls the
 * function.
 */
export function nameHook<Result>(name: string, call: () => Result): Result {
  if (typeof call !== 'function') {
    complainOfArgument('nameHook', 'a function that makes the call', call);
    return undefined as Result;
  }
  if (!isName('nameHook', name)) return call();
  const active = context.active();
  if (hopSlotOf(active) === undefined) return call();
  return context.with(active.setValue(HOOK_NAME_KEY, name), call);
}
