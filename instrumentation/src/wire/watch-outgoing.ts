import { type Method, type OwnMethod, originalOf, putMethod } from './own-method.ts';

/** What is told about a body that is sent. Must not throw. */
export interface OutgoingWatcher {
  /** Before the chunk is handed on, while its memory is surely unchanged. */
  chunk(chunk: unknown, encoding: unknown): void;
  /** `end` has returned. */
  ended(): void;
}

/** What is needed of a message: HTTP/2's is no `OutgoingMessage`. */
interface Outgoing {
  readonly writableEnded: boolean;
}

interface Watched {
  readonly message: Outgoing;
  readonly ownWrite: OwnMethod;
  readonly ownEnd: OwnMethod;
  readonly watcher: OutgoingWatcher;
  /** Inside `end`: a subclass may write its last chunk through `write`. */
  ending: boolean;
}

const WATCHED = Symbol('hopscope.write');

/** Sees a message's body as the app writes it: after encodings such as gzip, before the socket. */
export function watchOutgoing(message: Outgoing, watcher: OutgoingWatcher): void {
  const watched: Watched = {
    message,
    ownWrite: putMethod(message, 'write', write as Method),
    ownEnd: putMethod(message, 'end', end as Method),
    watcher,
    ending: false,
  };
  Object.defineProperty(message, WATCHED, { value: watched, configurable: true });
}

function write(
  this: Record<symbol, Watched>,
  chunk: unknown,
  encoding: unknown,
  _callback: unknown,
): unknown {
  const watched = this[WATCHED] as Watched;
  if (!watched.ending) watched.watcher.chunk(chunk, encoding);
  const original = originalOf(watched.message, 'write', watched.ownWrite);
  // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
  return Reflect.apply(original, this, arguments);
}

function end(
  this: Record<symbol, Watched>,
  chunk: unknown,
  encoding: unknown,
  _callback: unknown,
): unknown {
  const watched = this[WATCHED] as Watched;
  const original = originalOf(watched.message, 'end', watched.ownEnd);
  watched.watcher.chunk(chunk, encoding);
  watched.ending = true;
  try {
    // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
    return Reflect.apply(original, this, arguments);
  } finally {
    watched.ending = false;
    if (watched.message.writableEnded) watched.watcher.ended();
  }
}
