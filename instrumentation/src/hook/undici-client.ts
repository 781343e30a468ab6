import { type OwnMethod, originalOf, putMethod } from '../wire/own-method.ts';
import type { Channel } from './channel.ts';
import { errorTypeOf } from './error-type.ts';
import { HookExchange, type HookParts } from './hook-exchange.ts';
import { insideHop, type OpenHook, openHook } from './open-hook.ts';

/** The part of undici's request object that is read (undici 5 to 8: lib/core/request.js). */
interface UndiciRequest {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  readonly upgrade?: unknown;
  /** `name: value\r\n...` in undici 5, names and values in turn since. */
  readonly headers: string | readonly (string | readonly string[])[];
  addHeader?(name: string, value: string): unknown;
}

interface UndiciResponse {
  readonly statusCode: number;
  /** Names and values in turn; by name over HTTP/2. */
  readonly headers: readonly Buffer[] | Readonly<Record<string, string | readonly string[]>>;
}

/** Outgoing requests of `fetch` and of the `undici` package. */
export function undiciChannels(parts: HookParts): Channel[] {
  const hooks = new WeakMap<UndiciRequest, UndiciHook>();

  return [
    [
      'undici:request:create',
      ({ request }: { request: UndiciRequest }) => {
        if (!insideHop() || request.method === 'CONNECT' || request.upgrade) return;
        const sent = headersOf(request.headers);
        const hook = openHook(
          request.method,
          `${originOf(request)}${request.path}`,
          (name, value) => {
            if (!sent.has(name.toLowerCase())) request.addHeader?.(name, value);
          },
        );
        if (hook !== undefined) {
          hooks.set(request, new UndiciHook(request, hook, sent, parts));
        }
      },
    ],
    [
      'undici:request:bodyChunkSent',
      ({ request, chunk }: { request: UndiciRequest; chunk: unknown }) =>
        hooks.get(request)?.sentByChannel(chunk),
    ],
    [
      'undici:request:bodyChunkReceived',
      ({ request, chunk }: { request: UndiciRequest; chunk: unknown }) =>
        hooks.get(request)?.receivedByChannel(chunk),
    ],
    [
      'undici:request:headers',
      ({ request, response }: { request: UndiciRequest; response: UndiciResponse }) =>
        hooks.get(request)?.responded(response),
    ],
    [
      'undici:request:trailers',
      ({ request }: { request: UndiciRequest }) => hooks.get(request)?.end(undefined),
    ],
    [
      'undici:request:error',
      ({ request, error }: { request: UndiciRequest; error: unknown }) =>
        hooks.get(request)?.end(errorTypeOf(error)),
    ],
  ];
}

class UndiciHook {
  readonly #exchange: HookExchange;
  readonly #seesSent: boolean;
  readonly #seesReceived: boolean;

  constructor(
    request: UndiciRequest,
    hook: OpenHook,
    sent: ReadonlyMap<string, string>,
    parts: HookParts,
  ) {
    this.#exchange = new HookExchange(hook, (name) => sent.get(name), parts);
    // Node 22's undici has no channels for chunks; its request object is told of each one.
    this.#seesSent = watchCalls(request, 'onBodySent', (chunk) => this.#exchange.sent(chunk));
    this.#seesReceived = watchCalls(request, 'onData', (chunk) => this.#exchange.received(chunk));
  }

  sentByChannel(chunk: unknown): void {
    if (!this.#seesSent) this.#exchange.sent(chunk);
  }

  receivedByChannel(chunk: unknown): void {
    if (!this.#seesReceived) this.#exchange.received(chunk);
  }

  responded({ statusCode, headers }: UndiciResponse): void {
    const flat = Array.isArray(headers) ? headers : Object.entries(headers).flat();
    const got = headersOf(flat.map(String));
    this.#exchange.respond(statusCode, (name) => got.get(name));
  }

  end(errorType: string | undefined): void {
    this.#exchange.finish(errorType);
  }
}

/** Tells of the first argument of each call of a method of one object, before the call. */
function watchCalls(target: object, name: string, tell: (chunk: unknown) => void): boolean {
  if (typeof (target as Record<string, unknown>)[name] !== 'function') return false;
  let own: OwnMethod;
  own = putMethod(target, name, function watched(this: unknown, ...args: unknown[]) {
    tell(args[0]);
    return Reflect.apply(originalOf(target, name, own), this, args);
  });
  return true;
}

/** Header names in lower case. */
function headersOf(headers: UndiciRequest['headers']): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof headers === 'string') {
    for (const line of headers.split('\r\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) found.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    return found;
  }
  for (let at = 0; at + 1 < headers.length; at += 2) {
    found.set(String(headers[at]).toLowerCase(), String(headers[at + 1]));
  }
  return found;
}

function originOf(request: UndiciRequest): string {
  return String(request.origin).replace(/\/$/, '');
}
