import type { ClientRequest, IncomingMessage } from 'node:http';
import { nowMs } from '../clock.ts';
import { BoundedBody } from '../wire/bounded-body.ts';
import { readPassedBody } from '../wire/read-body.ts';
import { watchEmit } from '../wire/watch-emit.ts';
import { watchIncoming } from '../wire/watch-incoming.ts';
import { watchOutgoing } from '../wire/watch-outgoing.ts';
import type { Channel } from './channel.ts';
import { errorTypeOf } from './error-type.ts';
import { HOOK_BODY_BYTES_MAX, insideHop, type OpenHook, openHook } from './open-hook.ts';

/** Outgoing requests of `node:http` and `node:https`, and of all that is built on them. */
export function httpClientChannels(onProblem: (error: unknown) => void): Channel[] {
  const hooks = new WeakMap<ClientRequest, HttpHook>();

  return [
    [
      'http.client.request.created',
      ({ request }: { request: ClientRequest }) => {
        if (!insideHop() || isTunnel(request)) return;
        const hook = openHook(request.method, urlOf(request), (name, value) => {
          // Headers given as an array, or with `expect`, are already on their way.
          const sent = (request as { _header?: unknown })._header;
          if (typeof sent !== 'string' && !request.hasHeader(name)) request.setHeader(name, value);
        });
        if (hook !== undefined) hooks.set(request, new HttpHook(request, hook, onProblem));
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

/** One outgoing request: what is sent and what comes back, until the answer's last byte. */
class HttpHook {
  readonly #request: ClientRequest;
  readonly #hook: OpenHook;
  readonly #onProblem: (error: unknown) => void;
  readonly #requestBody = new BoundedBody(HOOK_BODY_BYTES_MAX);
  readonly #responseBody = new BoundedBody(HOOK_BODY_BYTES_MAX);
  #response: IncomingMessage | undefined;
  #timedOut = false;
  #ended = false;

  constructor(request: ClientRequest, hook: OpenHook, onProblem: (error: unknown) => void) {
    this.#request = request;
    this.#hook = hook;
    this.#onProblem = onProblem;
    watchOutgoing(request, {
      chunk: (chunk, encoding) => this.#guard(() => this.#requestBody.add(chunk, encoding)),
      ended: () => {},
    });
    watchEmit(request, hook.slot, hook.context, {
      event: (name) => {
        if (name === 'timeout') this.#timedOut = true;
        // Destroyed without an error, before there was an answer.
        else if (name === 'close' && this.#response === undefined) this.#end('aborted');
      },
    });
  }

  responded(response: IncomingMessage): void {
    this.#response = response;
    watchIncoming(response, {
      chunk: (chunk, encoding) => this.#guard(() => this.#responseBody.add(chunk, encoding)),
      end: () => this.#end(undefined),
    });
    watchEmit(response, this.#hook.slot, this.#hook.context, {
      event: (name) => {
        if (name === 'aborted' || name === 'close') this.#end('ECONNRESET');
      },
    });
  }

  failed(error: unknown): void {
    this.#end(errorTypeOf(error));
  }

  #end(errorType: string | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#guard(() => {
      const response = this.#response;
      const sent = sentHeaders(this.#request);
      const requestContentType = sent('content-type');
      const requestBody = readPassedBody(
        this.#requestBody,
        sent('content-encoding'),
        requestContentType,
      );
      const responseContentType = response?.headers['content-type'];
      const responseBody = readPassedBody(
        this.#responseBody,
        response?.headers['content-encoding'],
        responseContentType,
      );
      this.#hook.recording.end({
        atMs: nowMs(),
        ...(response?.statusCode === undefined ? undefined : { status: response.statusCode }),
        ...(requestBody === undefined ? undefined : { requestBody }),
        ...(requestContentType === undefined ? undefined : { requestContentType }),
        ...(responseBody === undefined ? undefined : { responseBody }),
        ...(responseContentType === undefined ? undefined : { responseContentType }),
        ...(errorType === undefined
          ? undefined
          : { errorType: this.#timedOut ? 'timeout' : errorType }),
      });
    });
  }

  #guard(observe: () => void): void {
    try {
      observe();
    } catch (error) {
      this.#onProblem(error);
    }
  }
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

/**
 * Reads what was sent by name: also headers given as an array, which Node writes at once and keeps
 * nowhere else.
 */
function sentHeaders(request: ClientRequest): (name: string) => string | undefined {
  return (name) => {
    const known = headerText(request.getHeader(name));
    if (known !== undefined) return known;
    const sent = (request as { _header?: unknown })._header;
    if (typeof sent !== 'string') return undefined;
    const start = sent.toLowerCase().indexOf(`\r\n${name}:`);
    if (start < 0) return undefined;
    const value = start + name.length + 3;
    return sent.slice(value, sent.indexOf('\r\n', value)).trim();
  };
}

function headerText(value: number | string | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
