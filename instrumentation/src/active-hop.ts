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
  /** What the app said before the body was there, in its order. */
  readonly pending: ((hop: Hop) => void)[];
  /** When the app had answered. */
  answeredAtMs: number | undefined;
}

// createContextKey is Symbol.for underneath: two copies of this package find each other's hops.
export const HOP_SLOT_KEY: symbol = createContextKey('hopscope.hop');

/** The app's name for the outgoing calls that are made in a context. */
export const HOOK_NAME_KEY: symbol = createContextKey('hopscope.hook_name');

/** The slot of the request that is being handled; `undefined` outside of one. */
export function hopSlotOf(context: Context): HopSlot | undefined {
  return context.getValue(HOP_SLOT_KEY) as HopSlot | undefined;
}

/** What the app calls the outgoing calls that are made right now. */
export function hookNameOf(context: Context): string | undefined {
  const name = context.getValue(HOOK_NAME_KEY);
  return typeof name === 'string' ? name : undefined;
}
