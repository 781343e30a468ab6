import type { ClientRequest, IncomingMessage } from 'node:http';
import { nowMs } from '../clock.ts';
import { type OwnMethod, originalOf, putMethod } from '../wire/own-method.ts';
import { watchEmit } from '../wire/watch-emit.ts';
import { watchIncoming } from '../wire/watch-incoming.ts';
import { watchOutgoing } from '../wire/watch-outgoing.ts';
import type { Channel } from './channel.ts';
import { errorTypeOf } from './error-type.ts';
import { HookExchange, type HookParts } from './hook-exchange.ts';
import { insideHop, type OpenHook, openHook } from './open-hook.ts';
import { addToWritten, headerText, sentHeaders } from './written-headers.ts';

/** Outgoing requests of `node:http` and `node:https`, and of all that is built on them. */
export function httpClientChannels(parts: HookParts): Channel[] {
  const hooks = new WeakMap<ClientRequest, HttpHook>();

  return [
    [
      'http.client.request.created',
      ({ request }: { request: ClientRequest }) => {
        if (!insideHop() || isTunnel(request)) return;
        const hook = openHook(request.method, urlOf(request), (name, value) => {
          if (addToWritten(request, name, value) || request.headersSent) return;
          if (!request.hasHeader(name)) request.setHeader(name, value);
        });
        if (hook !== undefined) hooks.set(request, new HttpHook(request, hook, parts));
      },
    ],
    [
      'http.client.response.finish',
      ({ request, response }: { request: ClientRequest; response: IncomingMessage }) =>
        hooks.get(request)?.responded(response),
    ],
    [
      'http.client.request.error',
      ({ request, error }: { request: ClientRequest; error: unknown }) =>
        hooks.get(request)?.failed(error),
    ],
  ];
}

/** One outgoing request of `node:http`. */
class HttpHook {
  readonly #request: ClientRequest;
  readonly #hook: OpenHook;
  readonly #exchange: HookExchange;
  readonly #startMs = nowMs();
  #timedOut = false;
  /** The answer did, before the app let go of it. */
  #brokeOff = false;
  /** What the app destroyed the request with: Node tells the answer only that it broke off. */
  #destroyed: { readonly error: unknown } | undefined;

  constructor(request: ClientRequest, hook: OpenHook, parts: HookParts) {
    this.#request = request;
    this.#hook = hook;
    this.#exchange = new HookExchange(hook, sentHeaders(request), parts);
    watchOutgoing(request, {
      chunk: (chunk, encoding) => this.#exchange.sent(chunk, encoding),
      ended: () => {},
    });
    watchDestroy(request, (error) => {
      this.#destroyed ??= { error };
    });
    watchEmit(request, hook.slot, hook.context, {
      event: (name) => {
        if (name === 'timeout') this.#timedOut = true;
        else if (name === 'close' && !this.#exchange.responded) this.#broke(undefined);
      },
    });
  }

  responded(response: IncomingMessage): void {
    // A copy: axios takes content-encoding away when it has undone it.
    const headers = { ...response.headers };
    this.#exchange.respond(response.statusCode, (name) => headerText(headers[name]));
    watchIncoming(response, {
      chunk: (chunk, encoding) => this.#exchange.received(chunk, encoding),
      end: () => this.#exchange.finish(),
    });
    watchEmit(response, this.#hook.slot, this.#hook.context, {
      event: (name) => {
        if (name === 'aborted') this.#brokeOff = this.#destroyed === undefined;
        else if (name === 'close') this.#broke(response.errored ?? undefined);
      },
    });
  }

  failed(error: unknown): void {
    this.#broke(error);
  }

  #broke(error: unknown): void {
    const given = this.#brokeOff ? undefined : this.#destroyed?.error;
    // Node's own word for a request that was destroyed without one is ECONNRESET, "socket hang up".
    const own = this.#destroyed !== undefined && !this.#brokeOff && codeOf(error) === 'ECONNRESET';
    // got destroys a request whose handshake failed before Node can tell why; the socket knows.
    const cause = given ?? (own ? undefined : error) ?? this.#request.socket?.errored ?? undefined;
    const gaveUp = cause === undefined;
    if (this.#timedOut || (gaveUp && this.#tookTooLong())) this.#exchange.finish('timeout');
    else this.#exchange.finish(gaveUp ? 'aborted' : errorTypeOf(cause));
  }

  /** Clients with timers of their own give the socket the same time, and destroy without an error. */
  #tookTooLong(): boolean {
    const limitMs = this.#request.socket?.timeout ?? 0;
    return limitMs > 0 && nowMs() - this.#startMs >= limitMs;
  }
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | null)?.code;
}

/** Tells what a request is destroyed with, before it is. */
function watchDestroy(request: ClientRequest, tell: (error: unknown) => void): void {
  let own: OwnMethod;
  own = putMethod(request, 'destroy', function destroy(this: unknown, ...args: unknown[]) {
    tell(args[0] ?? undefined);
    return Reflect.apply(originalOf(request, 'destroy', own), this, args);
  });
}

/** A CONNECT is a proxy's way to a call, an upgrade the start of something that is not one. */
function isTunnel(request: ClientRequest): boolean {
  return request.method === 'CONNECT' || request.hasHeader('upgrade');
}

/**
 * The absolute URL of a request. Node keeps no port on it, so a port comes from the Host header,
 * as long as the app has not set that to another host.
 */
function urlOf(request: ClientRequest): string {
  // Through a plain proxy the whole URL is the path.
  if (/^https?:\/\//i.test(request.path)) return request.path;
  const name = request.host.includes(':') ? `[${request.host}]` : request.host;
  const header = headerText(request.getHeader('host')) ?? '';
  const authority = header.startsWith(`${name}:`) ? header : name;
  return `${request.protocol}//${authority}${request.path}`;
}
