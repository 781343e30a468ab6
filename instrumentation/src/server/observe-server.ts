import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '../suppressed.ts';
import type { Method } from '../wire/own-method.ts';
import { beneath } from './beneath.ts';
import { whyNoCandidate } from './candidate.ts';
import { Exchange, type ExchangeParts } from './exchange.ts';
import type { ServerRequest, ServerResponse } from './server-messages.ts';
import { isWatched, openDoors } from './watch-messages.ts';

export interface ServerObservation {
  /**
   * Asked at each request: the recorder may be another after a change of providers. `undefined`:
   * nobody would take what is recorded.
   */
  readonly parts: () => ExchangeParts | undefined;
  readonly routes: ReadonlySet<string> | undefined;
  /** A request was not looked at, and why. */
  readonly onPassedBy?: ((request: ServerRequest, why: string) => void) | undefined;
  /** Must not throw. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Sees every request that Node's HTTP, HTTPS and HTTP/2 servers hand to an app, under any framework.
 * (Of HTTP/2 what comes as `request`; an app that works on its `stream` events is not seen.)
 *
 * `emit` of the servers' prototypes is wrapped, because that is where the handler is called: it has
 * to run in a context of ours. Requests that cannot be a gateway's go through untouched.
 *
 * @returns detaches.
 */
export function observeServer(observation: ServerObservation): () => void {
  openDoors();
  const detachers = serverPrototypes().map((prototype) => wrapEmit(prototype, observation));
  return () => {
    for (const detach of detachers) detach();
  };
}

// The classes of HTTP/2 servers have no other door. Loading them costs nothing: `fetch` and the SDK
// have done so before us (seen in process.moduleLoadList, Node 22 and 24).
function serverPrototypes(): object[] {
  return [
    http.Server.prototype,
    https.Server.prototype,
    Object.getPrototypeOf(http2.createServer()),
    Object.getPrototypeOf(http2.createSecureServer()),
  ];
}

function wrapEmit(prototype: object, observation: ServerObservation): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, 'emit');
  let attached = true;

  const observed = (server: unknown, original: Method, args: ArrayLike<unknown>) => {
    const exchange = openExchange(observation, args[1], args[2]);
    if (exchange === undefined) return Reflect.apply(original, server, args);
    let returned = false;
    // finally, not catch: an error thrown again would be reported from here.
    try {
      const result = exchange.run(original, server, args);
      returned = true;
      return result;
    } finally {
      if (!returned) exchange.threw();
    }
  };

  function emit(this: unknown, name: unknown): unknown {
    const original = (before?.value ?? Object.getPrototypeOf(prototype).emit) as Method;
    // biome-ignore lint/complexity/noArguments: the number of arguments is handed on too
    const args = arguments;
    if (!attached || name !== 'request') return Reflect.apply(original, this, args);
    if (before === undefined) return observed(this, original, args);
    return beneath(this, original, args, observed);
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

// Apps hand a request on with `other.emit('request', request, response)`: it is still one, also as a
// proxy or an object on top of it.
const seen = new WeakSet<ServerRequest | ServerResponse>();
const isSeen = (message: ServerRequest | ServerResponse) => seen.has(message) || isWatched(message);

function openExchange(
  observation: ServerObservation,
  request: unknown,
  response: unknown,
): Exchange | undefined {
  try {
    if (!isRequest(request) || !isResponse(response)) return undefined;
    if (isSeen(request) || isSeen(response)) return undefined;
    const why = whyNoCandidate(request, observation.routes);
    if (why !== undefined) {
      observation.onPassedBy?.(request, why);
      return undefined;
    }
    if (isTracingSuppressed(context.active())) return undefined;
    const parts = observation.parts();
    if (parts === undefined) return undefined;
    const exchange = new Exchange(request, response, parts);
    if (!exchange.over) return exchange;
    // Nothing watches them.
    seen.add(request);
    seen.add(response);
    return undefined;
  } catch (error) {
    observation.onProblem(error);
    return undefined;
  }
}

function isRequest(value: unknown): value is ServerRequest {
  return value instanceof http.IncomingMessage || value instanceof http2.Http2ServerRequest;
}

function isResponse(value: unknown): value is ServerResponse {
  return value instanceof http.ServerResponse || value instanceof http2.Http2ServerResponse;
}
