import type { Readable } from 'node:stream';
import { type Method, type OwnMethod, originalOf, putMethod } from './own-method.ts';

/** What is told about a body that arrives. Must not throw. */
export interface IncomingWatcher {
  chunk(chunk: unknown, encoding: unknown): void;
  /** The last byte has arrived; nobody who reads the message knows it yet. */
  end(): void;
}

interface Watched {
  readonly message: Readable;
  readonly own: OwnMethod;
  readonly watcher: IncomingWatcher;
}

const WATCHED = Symbol('hopscope.push');

/**
 * Sees a message's body as Node's parser hands it over with `push`: whoever reads it, in whatever
 * way, or if nobody does.
 */
export function watchIncoming(message: Readable, watcher: IncomingWatcher): void {
  const watched: Watched = { message, own: putMethod(message, 'push', push as Method), watcher };
  Object.defineProperty(message, WATCHED, { value: watched, configurable: true });
}

function push(this: Record<symbol, Watched>, chunk: unknown, encoding: unknown): unknown {
  const { message, own, watcher } = this[WATCHED] as Watched;
  if (chunk === null) watcher.end();
  else watcher.chunk(chunk, encoding);
  // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
  return Reflect.apply(originalOf(message, 'push', own), this, arguments);
}
