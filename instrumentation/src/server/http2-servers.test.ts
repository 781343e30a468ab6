import { type EventEmitter, once } from 'node:events';
import type http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { activeSpanId, observeServers } from '../../test/observed-servers.ts';
import { tlsClient, tlsServer } from '../../test/shared-key-tls.ts';

const seen = observeServers();

describe('HTTP/2', () => {
  // HTTP/2's messages have the same methods, in types that do not overlap.
  const answering = (request: EventEmitter, response: http.ServerResponse) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      response.setHeader('FreeFlow', 'FC');
      response.write(`CON ${body.length} `);
      response.end(activeSpanId());
    });
  };
  const handler = answering as unknown as (
    request: http2.Http2ServerRequest,
    response: http2.Http2ServerResponse,
  ) => void;

  async function listening<S extends http2.Http2Server | http2.Http2SecureServer>(
    server: S,
    ask: (port: number) => Promise<string>,
  ): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      return await ask((server.address() as AddressInfo).port);
    } finally {
      await new Promise((closed) => server.close(closed));
    }
  }

  async function askHttp2(origin: string, options: object = {}): Promise<string> {
    const client = http2.connect(origin, options);
    const stream = client.request({ ':method': 'POST', ':path': '/ussd?a=1' });
    stream.end('sessionId=1');
    let text = '';
    for await (const chunk of stream) text += chunk;
    client.close();
    return text;
  }

  test.each([
    [
      'without TLS',
      () => listening(http2.createServer(handler), (port) => askHttp2(`http://127.0.0.1:${port}`)),
    ],
    [
      'with TLS',
      () =>
        listening(http2.createSecureServer(tlsServer, handler), (port) =>
          askHttp2(`https://127.0.0.1:${port}`, tlsClient),
        ),
    ],
    [
      'asked in HTTP/1.1',
      () =>
        listening(
          http2.createSecureServer({ ...tlsServer, allowHTTP1: true }, handler),
          async (port) => {
            const options = { ...tlsClient, port, method: 'POST', path: '/ussd?a=1', agent: false };
            const request = https.request(options).end('sessionId=1');
            const [response] = await once(request, 'response');
            let text = '';
            for await (const chunk of response) text += chunk;
            return text;
          },
        ),
    ],
  ])('servers %s are seen', async (_name, ask) => {
    const answer = await ask();
    expect(seen.hops).toHaveLength(1);
    expect(answer).toBe(`CON 11 ${seen.hops[0]?.spanContext.spanId}`);
    expect(seen.hops[0]?.request).toMatchObject({
      method: 'POST',
      path: '/ussd?a=1',
      body: 'sessionId=1',
    });
    expect(seen.hops[0]?.answer).toMatchObject({
      status: 200,
      body: answer,
      headers: { freeflow: 'FC' },
    });
  });

  test('a gateway that gives up before the answer fails the hop', async () => {
    const closed = Promise.withResolvers<void>();
    const server = http2.createServer((request, response) => {
      request.resume();
      response.on('close', () => closed.resolve());
    });
    await listening(server, async (port) => {
      const client = http2.connect(`http://127.0.0.1:${port}`);
      const stream = client.request({ ':method': 'POST', ':path': '/' }).on('error', () => {});
      stream.end('sessionId=1');
      while (seen.hops.length === 0) await nextTurn();
      stream.destroy();
      await closed.promise;
      client.close();
      return '';
    });
    expect(seen.hops[0]?.failure?.errorType).toBe('connection_closed');
  });
});
