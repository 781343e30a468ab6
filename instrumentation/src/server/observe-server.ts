import http, { type IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '../suppressed.ts';
import type { Method } from '../wire/own-method.ts';
import { whyNoCandidate } from './candidate.ts';
import { Exchange, type ExchangeParts } from './exchange.ts';

export interface ServerObservation {
  /**
   * Asked at each request: the recorder may be another after a change of providers. `undefined`:
   * nobody would take what is recorded.
   */
  readonly parts: () => ExchangeParts | undefined;
  readonly routes: ReadonlySet<string> | undefined;
  /** A request was not looked at, and why. */
  readonly onPassedBy?: ((request: IncomingMessage, why: string) => void) | undefined;
  /** Must not throw. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Sees every request that Node's HTTP and HTTPS servers hand to an app, under any framework.
 *
 * `emit` of the servers' prototypes is wrapped, because that is where the handler is called: it has
 * to run in a context of ours. Requests that cannot be a gateway's go through untouched.
 *
 * @returns detaches.
 */
export function observeServer(observation: ServerObservation): () => void {
  const detachers = [http.Server.prototype, https.Server.prototype].map((prototype) =>
    wrapEmit(prototype, observation),
  );
  return () => {
    for (const detach of detachers) detach();
  };
}

function wrapEmit(prototype: object, observation: ServerObservation): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, 'emit');
  let attached = true;

  function emit(this: unknown, name: unknown): unknown {
    const original = (before?.value ?? Object.getPrototypeOf(prototype).emit) as Method;
    if (attached && name === 'request') {
      // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
      const exchange = openExchange(observation, arguments[1], arguments[2]);
      if (exchange !== undefined) {
        let returned = false;
        // finally, not catch: an error thrown again would be reported from here.
        try {
          // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
          const result = context.with(exchange.context, original, this, ...arguments);
          returned = true;
          return result;
        } finally {
          if (!returned) exchange.threw();
        }
      }
    }
    // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
    return Reflect.apply(original, this, arguments);
  }

  Object.defineProperty(prototype, 'emit', {
    value: emit,
    writable: true,
    configurable: true,
    enumerable: before?.enumerable ?? false,
  });

  return () => {
    attached = false;
    // Somebody else may have wrapped us since: then we stay in between and only pass through.
    if (Object.getOwnPropertyDescriptor(prototype, 'emit')?.value !== emit) return;
    if (before === undefined) Reflect.deleteProperty(prototype, 'emit');
    else Object.defineProperty(prototype, 'emit', before);
  };
}

// Apps hand a request on with `other.emit('request', request, response)`: it is still one.
const seen = new WeakSet<IncomingMessage>();

function openExchange(
  observation: ServerObservation,
  request: unknown,
  response: unknown,
): Exchange | undefined {
  try {
    if (!(request instanceof http.IncomingMessage) || !(response instanceof ServerResponse)) {
      return undefined;
    }
    if (seen.has(request)) return undefined;
    const why = whyNoCandidate(request, observation.routes);
    if (why !== undefined) {
      observation.onPassedBy?.(request, why);
      return undefined;
    }
    if (isTracingSuppressed(context.active())) return undefined;
    const parts = observation.parts();
    if (parts === undefined) return undefined;
    seen.add(request);
    const exchange = new Exchange(request, response, parts);
    return exchange.over ? undefined : exchange;
  } catch (error) {
    observation.onProblem(error);
    return undefined;
  }
}
