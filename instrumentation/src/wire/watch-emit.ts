import type { EventEmitter } from 'node:events';
import type { Context } from '@opentelemetry/api';
import type { HopSlot } from '../active-hop.ts';
import { emitInHop } from './emit-in-hop.ts';
import { type Method, type OwnMethod, originalOf, putMethod } from './own-method.ts';

/** What is told about an emitter's events, before its listeners run. Must not throw. */
export interface EmitWatcher {
  event?(name: unknown): void;
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

/** Lets an emitter's listeners run in a context, and tells about its events. */
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
  watcher.event?.(name);
  // Most of a message's events have no listener; those need no context.
  return slot.foreign || this.listenerCount(name) === 0
    ? // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
      Reflect.apply(original, this, arguments)
    : // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
      emitInHop(slot, within, watcher, original, this, arguments);
}
