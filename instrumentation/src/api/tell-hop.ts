import { context } from '@opentelemetry/api';
import { hopSlotOf } from '../active-hop.ts';
import type { Hop } from '../recorder/recorder.ts';
import { complain } from './complain.ts';

/** More than any handler says; a loop in one must not fill the memory. */
const PENDING_MAX = 100;

/**
 * Tells the hop that is being handled what the app says of it; once its body is there, if that is
 * still on its way. Outside of a hop, and after its answer, nobody listens. Never throws.
 */
export function tellHop(tell: (hop: Hop) => void): void {
  try {
    const slot = hopSlotOf(context.active());
    const hop = slot?.hop;
    if (slot === undefined || slot.foreign) return;
    if (hop !== undefined) tell(hop);
    else if (slot.pending.length < PENDING_MAX) slot.pending.push(tell);
  } catch (error) {
    // Two versions of this package in one process may not know all of each other's words.
    complain('tell', `nothing is recorded of what the app says: ${nameOf(error)}`);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
