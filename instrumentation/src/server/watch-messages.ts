import http from 'node:http';
import http2 from 'node:http2';
import type { Context } from '@opentelemetry/api';
import type { HopSlot } from '../active-hop.ts';
import { emitInHop } from '../wire/emit-in-hop.ts';
import type { Method } from '../wire/own-method.ts';
import type { ServerRequest, ServerResponse } from './server-messages.ts';

/** What is told about a request and its answer. Nothing of it may throw. */
export interface MessageWatcher {
  readonly slot: HopSlot;
  /** Where the listeners of both run. */
  readonly context: Context;
  /** Of the request's body. */
  received(chunk: unknown, encoding: unknown): void;
  /** The request's last byte has arrived; nobody who reads it knows it yet. */
  receivedAll(): void;
  /** Of the answer's body: before it is handed on, while its memory is surely unchanged. */
  sent(chunk: unknown, encoding: unknown): void;
  /** `end` is at work: a class may write its last chunk through `write`. */
  ending: boolean;
  /** `end` has returned. */
  ended(): void;
  /** The answer emits, before its listeners run. */
  answerEmits(name: unknown): void;
  /** How many of the answer's listeners are Node's own: those need no context. */
  nodesListeners(name: unknown): number;
  /** A listener threw; the error goes on as it would without us. */
  threw(): void;
}

/** A message of a server, or what stands for one: a proxy, an object on top of it. */
interface Message extends NodeJS.EventEmitter {
  readonly [WATCHER]?: MessageWatcher;
  readonly writableEnded?: boolean;
}

const WATCHER = Symbol('hopscope.exchange');
const PROPERTY: PropertyDescriptor = { value: undefined, configurable: true };

/** Whether a message, or what it stands for, is watched. */
export const isWatched = (message: ServerRequest | ServerResponse): boolean => WATCHER in message;

/** From here on, the watcher is told what passes through a message. */
export function watchMessage(
  message: ServerRequest | ServerResponse,
  watcher: MessageWatcher,
): void {
  PROPERTY.value = watcher;
  Object.defineProperty(message, WATCHER, PROPERTY);
}

let opened = false;

/**
 * Puts the doors that watched messages pass: one for each method of Node's classes, once and for all.
 *
 * On the classes, because a method of its own for each message costs eight calls into the engine a
 * request; and a framework's or a middleware's methods stay in front of ours. They stay when we
 * detach: an answer that is under way then is still seen to its end, and a message without a watcher
 * just passes.
 */
export function openDoors(): void {
  if (opened) return;
  opened = true;
  for (const { prototype } of [http.IncomingMessage, http2.Http2ServerRequest]) {
    wrap(prototype, 'push', incomingPush);
    wrap(prototype, 'emit', incomingEmit);
  }
  for (const { prototype } of [http.ServerResponse, http2.Http2ServerResponse]) {
    wrap(prototype, 'write', outgoingWrite);
    wrap(prototype, 'end', outgoingEnd);
    wrap(prototype, 'emit', outgoingEmit);
  }
}

/** @param make given what would run without us, which for an inherited method is asked at each call. */
function wrap(prototype: object, name: string, make: (original: () => Method) => unknown): void {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const base = Object.getPrototypeOf(prototype) as Record<string, Method>;
  const original = own === undefined ? () => base[name] as Method : () => own.value as Method;
  Object.defineProperty(prototype, name, {
    value: make(original),
    writable: true,
    configurable: true,
    // As it was to whoever lists a message's methods.
    enumerable: own?.enumerable ?? isListed(base, name),
  });
}

function isListed(prototype: object, name: string): boolean {
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found !== undefined) return found.enumerable ?? false;
  }
  return false;
}

// biome-ignore-start lint/complexity/noArguments: the number of arguments is handed on too
const incomingPush = (original: () => Method) =>
  function push(this: Message, chunk: unknown, encoding: unknown): unknown {
    const watcher = this[WATCHER];
    if (watcher !== undefined) {
      if (chunk === null) watcher.receivedAll();
      else watcher.received(chunk, encoding);
    }
    return Reflect.apply(original(), this, arguments);
  };

const incomingEmit = (original: () => Method) =>
  function emit(this: Message, name: string | symbol): unknown {
    const watcher = this[WATCHER];
    return watcher === undefined || watcher.slot.foreign || this.listenerCount(name) === 0
      ? Reflect.apply(original(), this, arguments)
      : emitInHop(watcher.slot, watcher.context, watcher, original(), this, arguments);
  };

const outgoingWrite = (original: () => Method) =>
  function write(this: Message, chunk: unknown, encoding: unknown, _callback: unknown): unknown {
    const watcher = this[WATCHER];
    if (watcher !== undefined && !watcher.ending) watcher.sent(chunk, encoding);
    return Reflect.apply(original(), this, arguments);
  };

const outgoingEnd = (original: () => Method) =>
  function end(this: Message, chunk: unknown, encoding: unknown, _callback: unknown): unknown {
    const watcher = this[WATCHER];
    if (watcher === undefined) return Reflect.apply(original(), this, arguments);
    watcher.sent(chunk, encoding);
    watcher.ending = true;
    try {
      return Reflect.apply(original(), this, arguments);
    } finally {
      watcher.ending = false;
      if (this.writableEnded) watcher.ended();
    }
  };

const outgoingEmit = (original: () => Method) =>
  function emit(this: Message, name: string | symbol): unknown {
    const watcher = this[WATCHER];
    if (watcher === undefined) return Reflect.apply(original(), this, arguments);
    watcher.answerEmits(name);
    // Most of an answer's events have no listener of the app's.
    return watcher.slot.foreign || this.listenerCount(name) <= watcher.nodesListeners(name)
      ? Reflect.apply(original(), this, arguments)
      : emitInHop(watcher.slot, watcher.context, watcher, original(), this, arguments);
  };
// biome-ignore-end lint/complexity/noArguments: the number of arguments is handed on too
