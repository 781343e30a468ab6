import { EventEmitter } from 'node:events';
import type { Method } from '../wire/own-method.ts';

/** Node's own table of listeners; each is a function or several. */
interface Listening {
  readonly _events?: { request?: unknown };
}

/**
 * Emits `request` through a wrapper that was there before ours, and comes in beneath it.
 *
 * OpenTelemetry's http instrumentation begins at the root context and binds the messages to its own,
 * so a context put around it does not reach the app; and its span, which the step is linked to, is
 * only there inside. Its wrapper knows no way in: for the moment until it calls the listeners, ours
 * stands in for them. They are back before any of them runs, so none sees the difference.
 *
 * @param observed emits to the listeners, by the `emit` it is given.
 */
export function beneath(
  server: unknown,
  wrapper: Method,
  args: ArrayLike<unknown>,
  observed: (server: unknown, emit: Method, args: ArrayLike<unknown>) => unknown,
): unknown {
  const events = (server as Listening)._events;
  const listeners = events?.request;
  // Not as Node keeps them, or nobody listens: then from outside.
  if (events === undefined || listeners === undefined) return observed(server, wrapper, args);

  const standIn = (...passed: unknown[]): void => {
    putBack();
    observed(server, EventEmitter.prototype.emit as Method, [args[0], ...passed]);
  };
  const putBack = () => {
    if (events.request === standIn) events.request = listeners;
  };
  events.request = standIn;
  try {
    return Reflect.apply(wrapper, server, args);
  } finally {
    putBack();
  }
}
