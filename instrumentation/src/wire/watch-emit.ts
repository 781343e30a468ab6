import type { EventEmitter } from 'node:events';
import { type Context, context } from '@opentelemetry/api';
import { callInHop, type HopSlot, hopSlotOf } from '../active-hop.ts';
import { type Method, type OwnMethod, originalOf, putMethod } from './own-method.ts';

/** What is told about an emitter's events, before its listeners run. Must not throw. */
export interface EmitWatcher {
  event?(name: unknown, target: EventEmitter): void;
  /** How many of the event's listeners are not the app's: those need no context. */
  nodesOwn?(name: unknown, target: EventEmitter): number;
  /** A listener threw; the error goes on as it would without us. */
  threw?(): void;
}

interface Watched {
  readonly target: EventEmitter;
  readonly own: OwnMethod;
  readonly slot: HopSlot;
  readonly context: Context;
  readonly watcher: EmitWatcher;
}

const WATCHED = Symbol('hopscope.emit');

/**
 * Whether an emitter, or what it stands for (a proxy's target, a prototype), is watched. Watching it
 * again would make our `emit` its own original.
 */
export const isWatched = (target: EventEmitter): boolean => WATCHED in target;

/**
 * Lets an emitter's listeners run in a context, and tells about its events.
 *
 * Node emits a message's events from the socket's own asynchronous context, where the request is
 * not known. Wrapping `emit` instead of every listener (as `context.bind` does) leaves `listeners()`,
 * `listenerCount()` and `removeListener()` exactly as the app made them. A listener that is reached
 * from inside the same request keeps the context it is in.
 */
export function watchEmit(
  target: EventEmitter,
  slot: HopSlot,
  within: Context,
  watcher: EmitWatcher,
): void {
  const watched: Watched = {
    target,
    own: putMethod(target, 'emit', emit as Method),
    slot,
    context: within,
    watcher,
  };
  Object.defineProperty(target, WATCHED, { value: watched, configurable: true });
}

function emit(this: EventEmitter & Record<symbol, Watched>, name: string | symbol): unknown {
  const { target, own, slot, context: within, watcher } = this[WATCHED] as Watched;
  const original = originalOf(target, 'emit', own);
  watcher.event?.(name, target);
  // Most of a message's events have no listener of the app's.
  const count = this.listenerCount(name);
  if (slot.foreign || count === 0 || count <= (watcher.nodesOwn?.(name, target) ?? 0)) {
    // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
    return Reflect.apply(original, this, arguments);
  }
  let returned = false;
  // finally, not catch: an error thrown again would be reported from here and not from its origin.
  try {
    const result =
      hopSlotOf(context.active()) === slot
        ? // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
          Reflect.apply(original, this, arguments)
        : // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
          callInHop(slot, within, original, this, arguments);
    returned = true;
    return result;
  } finally {
    if (!returned) watcher.threw?.();
  }
}
