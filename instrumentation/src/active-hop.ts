import { type Context, createContextKey } from '@opentelemetry/api';
import type { Hop } from './recorder/recorder.ts';

/**
 * Where code that runs for a request finds the hop: empty until the request's body is there.
 *
 * It travels in the context as one object for the whole request, so that calls made before and
 * after the decision see the same.
 */
export interface HopSlot {
  hop: Hop | undefined;
  /** The body is there and it is no gateway's: nothing of the request concerns us any more. */
  foreign: boolean;
  /** Set by `nameStep` before the body was there. */
  pendingName: string | undefined;
  /** When the app had answered. */
  answeredAtMs: number | undefined;
}

// createContextKey is Symbol.for underneath: two copies of this package find each other's hops.
export const HOP_SLOT_KEY: symbol = createContextKey('hopscope.hop');

/** The slot of the request that is being handled; `undefined` outside of one. */
export function hopSlotOf(context: Context): HopSlot | undefined {
  return context.getValue(HOP_SLOT_KEY) as HopSlot | undefined;
}
