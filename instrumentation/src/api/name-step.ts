import { context } from '@opentelemetry/api';
import { hopSlotOf } from '../active-hop.ts';

/**
 * Names the screen the app is about to show: `nameStep('enter-pin')`.
 *
 * Call it anywhere while a USSD request is handled; the last call before the answer counts. Choose
 * few and steady names: not the screen's text, nothing about a subscriber. Outside of a USSD
 * request, or when nothing is instrumented, it does nothing.
 */
export function nameStep(name: string): void {
  const slot = hopSlotOf(context.active());
  if (slot === undefined || typeof name !== 'string' || name === '') return;
  if (slot.hop === undefined) slot.pendingName = name;
  else slot.hop.nameStep(name);
}
