import type { ClientHttp2Stream, Http2Session, IncomingHttpHeaders } from 'node:http2';
import { type OwnMethod, originalOf, putMethod } from '../wire/own-method.ts';
import { watchEmit } from '../wire/watch-emit.ts';
import { watchIncoming } from '../wire/watch-incoming.ts';
import type { Channel } from './channel.ts';
import { errorTypeOf } from './error-type.ts';
import { HookExchange, type HookParts } from './hook-exchange.ts';
import { insideHop, openHook } from './open-hook.ts';
import { headerText } from './written-headers.ts';

type Headers = IncomingHttpHeaders & Readonly<Record<string, unknown>>;

/** HTTP/2's code for a stream that one side gave up: CANCEL (RFC 9113, 7). */
const CANCEL = 8;

/**
 * Outgoing requests of `node:http2`, where Node has channels for them (since nodejs/node#58306 and its
 * neighbours; for what is sent since #60480): on an older one nothing is told, and nothing seen.
 *
 * No `traceparent` goes along: Node tells of a request after its headers are written. Requests whose
 * headers are an array are not told of at all.
 */
export function http2ClientChannels(parts: HookParts): Channel[] {
  const hooks = new WeakMap<ClientHttp2Stream, HookExchange>();
  /** Those that the app itself closed. */
  const closed = new WeakSet<ClientHttp2Stream>();
  const sessions = new WeakMap<ClientHttp2Stream, Http2Session>();

  return [
    [
      'http2.client.stream.created',
      ({ stream, headers }: { stream: ClientHttp2Stream; headers: Headers }) => {
        const method = String(headers[':method'] ?? 'GET');
        if (!insideHop() || method === 'CONNECT' || isUndicis(stream)) return;
        const authority = String(headers[':authority'] ?? headers.host ?? '');
        const url = `${headers[':scheme'] ?? 'https'}://${authority}${headers[':path'] ?? '/'}`;
        const hook = openHook(method, url, () => {});
        if (hook === undefined) return;
        const exchange = new HookExchange(hook, (name) => headerText(headers[name]), parts);
        hooks.set(stream, exchange);
        if (stream.session !== undefined) sessions.set(stream, stream.session);
        watchIncoming(stream, {
          chunk: (chunk, encoding) => exchange.received(chunk, encoding),
          end: () => {
            // A stream that is destroyed ends too; why is told afterwards.
            if (stream.rstCode === 0 && exchange.responded) exchange.finish();
          },
        });
        watchEmit(stream, hook.slot, hook.context, {});
        watchClose(stream, () => {
          // A session that loses its socket closes its streams too.
          if (stream.session?.closed === false) closed.add(stream);
        });
      },
    ],
    [
      'http2.client.stream.bodyChunkSent',
      ({ stream, writev, data, encoding }: SentChunk) => {
        const exchange = hooks.get(stream);
        if (!writev) exchange?.sent(data, encoding);
        else for (const part of data) exchange?.sent(part.chunk, part.encoding);
      },
    ],
    [
      'http2.client.stream.finish',
      ({ stream, headers }: { stream: ClientHttp2Stream; headers: Headers }) =>
        hooks.get(stream)?.respond(Number(headers[':status']), (name) => headerText(headers[name])),
    ],
    [
      'http2.client.stream.error',
      ({ stream, error }: { stream: ClientHttp2Stream; error: unknown }) =>
        hooks.get(stream)?.finish(errorTypeOf(error)),
    ],
    [
      'http2.client.stream.close',
      ({ stream }: { stream: ClientHttp2Stream }) => {
        const exchange = hooks.get(stream);
        const code = stream.rstCode ?? 0;
        if (code === 0 && exchange?.responded) exchange.finish();
        if (code !== 0 && code !== CANCEL) return;
        // If there is an error, Node tells it right after; a lost session knows of it later still.
        setImmediate(() => {
          const lost = !closed.has(stream) && sessions.get(stream)?.destroyed === true;
          exchange?.finish(lost ? 'ECONNRESET' : 'aborted');
        });
      },
    ],
  ];
}

type SentChunk = { readonly stream: ClientHttp2Stream } & (
  | { readonly writev: false; readonly data: unknown; readonly encoding: unknown }
  | {
      readonly writev: true;
      readonly data: readonly { readonly chunk: unknown; readonly encoding: unknown }[];
      readonly encoding: unknown;
    }
);

function watchClose(stream: ClientHttp2Stream, tell: () => void): void {
  let own: OwnMethod;
  own = putMethod(stream, 'close', function close(this: unknown, ...args: unknown[]) {
    tell();
    return Reflect.apply(originalOf(stream, 'close', own), this, args);
  });
}

/** undici speaks HTTP/2 through `node:http2`, and is seen by its own channels. */
function isUndicis({ session }: ClientHttp2Stream): boolean {
  const symbols = session === undefined ? [] : Object.getOwnPropertySymbols(session);
  return symbols.some(({ description }) => description === 'client');
}
