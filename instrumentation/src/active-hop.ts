import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context, createContextKey } from '@opentelemetry/api';
import type { Hop } from './recorder/recorder.ts';

/**
 * Where code that runs for a request finds the hop: empty until the request's body is there.
 *
 * It travels in the context as one object for the whole request, so that calls made before and
 * after the decision see the same.
 */
export interface HopSlot {
  readonly hop: Hop | undefined;
  /**
   * The body is there and it is no gateway's: nothing of the request concerns us any more. To be read
   * after `hop`, which is what finds it out.
   */
  foreign: boolean;
  /** What the app said before the body was there, in its order. */
  readonly pending: ((hop: Hop) => void)[];
  /** When the app had answered. */
  answeredAtMs: number | undefined;
  /** The app, or what looks on for it, has had the step's span: it may act on it until the answer. */
  shown: boolean;
  /** Another instrumentation has bound the request's listeners to a context of its own. */
  readonly bound: boolean;
}

// createContextKey is Symbol.for underneath: two copies of this package find each other's hops.
export const HOP_SLOT_KEY: symbol = createContextKey('hopscope.hop');

// For the same reason on globalThis.
const BESIDE = Symbol.for('hopscope.hop');

/** The app's name for the outgoing calls that are made in a context. */
export const HOOK_NAME_KEY: symbol = createContextKey('hopscope.hook_name');

const HOLDER = globalThis as { [BESIDE]?: AsyncLocalStorage<HopSlot> };

/** The slot of the request that is being handled; `undefined` outside of one. */
export function hopSlotOf(within: Context): HopSlot | undefined {
  const slot = within.getValue(HOP_SLOT_KEY) as HopSlot | undefined;
  return slot ?? HOLDER[BESIDE]?.getStore();
}

/**
 * Calls a method where the slot is found.
 *
 * The context alone does that, unless the listeners are bound to another: then the slot goes along
 * beside the contexts.
 */
export function callInHop(
  slot: HopSlot,
  within: Context,
  method: (this: unknown, ...args: unknown[]) => unknown,
  self: unknown,
  args: ArrayLike<unknown>,
): unknown {
  const call = () => Reflect.apply(method, self, args);
  if (!slot.bound) return context.with(within, call);
  HOLDER[BESIDE] ??= new AsyncLocalStorage();
  return HOLDER[BESIDE].run(slot, () => context.with(within, call));
}

/** Calls what belongs to no request, whichever is being handled. */
export function outsideRequests(call: () => void): void {
  const beside = HOLDER[BESIDE];
  if (beside === undefined) call();
  else beside.exit(call);
}

/** What the app calls the outgoing calls that are made right now. */
export function hookNameOf(context: Context): string | undefined {
  const name = context.getValue(HOOK_NAME_KEY);
  return typeof name === 'string' ? name : undefined;
}
