import type { EventEmitter } from 'node:events';
import { type Context, context } from '@opentelemetry/api';
import { callInHop, type HopSlot, hopSlotOf } from '../active-hop.ts';
import type { Method } from './own-method.ts';

/**
 * Emits where listeners find the hop.
 *
 * Node emits a message's events from the socket's own asynchronous context, where the request is
 * not known. Wrapping `emit` instead of every listener (as `context.bind` does) leaves `listeners()`,
 * `listenerCount()` and `removeListener()` exactly as the app made them. A listener that is reached
 * from inside the same request keeps the context it is in.
 *
 * @param watcher told when a listener threw; the error goes on as it would without us.
 */
export function emitInHop(
  slot: HopSlot,
  within: Context,
  watcher: { threw?(): void },
  original: Method,
  emitter: EventEmitter,
  args: ArrayLike<unknown>,
): unknown {
  let returned = false;
  // finally, not catch: an error thrown again would be reported from here and not from its origin.
  try {
    const result =
      hopSlotOf(context.active()) === slot
        ? Reflect.apply(original, emitter, args)
        : callInHop(slot, within, original, emitter, args);
    returned = true;
    return result;
  } finally {
    if (!returned) watcher.threw?.();
  }
}
