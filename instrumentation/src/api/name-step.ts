import { isName } from './name-argument.ts';
import { tellHop } from './tell-hop.ts';

/**
 * Names the screen the app is about to show: `nameStep('enter-pin')`.
 *
 * Call it anywhere while a USSD request is handled; the last call before the answer counts. Choose
 * few and steady names: not the screen's text, nothing about a subscriber. Outside of a USSD
 * request, or when nothing is instrumented, it does nothing.
 */
export function nameStep(name: string): void {
  if (isName('nameStep', name)) tellHop((hop) => hop.nameStep(name));
}
