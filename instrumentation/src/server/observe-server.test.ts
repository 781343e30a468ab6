import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { expect, test } from 'vitest';
import {
  activeSpanId,
  observeServers,
  post,
  readBody,
  serve,
} from '../../test/observed-servers.ts';
import { tlsClient, tlsServer } from '../../test/shared-key-tls.ts';

const seen = observeServers();

test('a request and its answer are recorded as they passed', async () => {
  const before = Date.now();
  await serve(
    (request, response) =>
      readBody(request, () => {
        response.writeHead(200, { 'Content-Type': 'text/plain', FreeFlow: 'FC' });
        response.write('CON Wel');
        response.end('come');
      }),
    async (url) => expect(await (await post(url)).text()).toBe('CON Welcome'),
  );
  expect(seen.hops).toHaveLength(1);
  expect(seen.hops[0]?.request).toMatchObject({
    method: 'POST',
    path: '/ussd?a=1',
    body: 'sessionId=s1&text=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(seen.hops[0]?.answer).toMatchObject({
    status: 200,
    body: 'CON Welcome',
    headers: { 'content-type': 'text/plain', freeflow: 'FC' },
  });
  const { atMs } = seen.hops[0]?.request ?? { atMs: 0 };
  expect(atMs).toBeGreaterThanOrEqual(before - 1);
  expect(seen.hops[0]?.answer?.atMs).toBeGreaterThanOrEqual(atMs);
});

test('whoever reads the body, and however, works in the hop from the first byte it can have', async () => {
  const readers: Record<string, RequestListener> = {
    events: (request, response) => readBody(request, () => response.end(activeSpanId())),
    'events on once': (request, response) => {
      request.resume().once('end', () => response.end(activeSpanId()));
    },
    readable: (request, response) => {
      request.on('readable', () => {
        if (request.read() === null && request.readableEnded === false) return;
      });
      request.on('end', () => response.end(activeSpanId()));
    },
    iterator: async (request, response) => {
      for await (const _ of request);
      response.end(activeSpanId());
    },
    'web stream': async (request, response) => {
      await new Response(Readable.toWeb(request) as ReadableStream).text();
      response.end(activeSpanId());
    },
    'counts bytes': (request, response) => {
      request.once('data', () => response.end(activeSpanId()));
    },
    'promise made before the body': (request, response) => {
      const slow = nextTurn().then(nextTurn).then(nextTurn);
      request.resume();
      slow.then(async () => {
        while (seen.hops.length === 0) await nextTurn();
        response.end(activeSpanId());
      });
    },
    'express urlencoded': express()
      .use(express.urlencoded({ extended: false }))
      .post('/ussd', (_request, response) => void response.end(activeSpanId())),
    'express text, answering later': express()
      .use(express.text({ type: '*/*' }))
      .post('/ussd', (_request, response) => {
        setTimeout(() => response.send(activeSpanId()), 5);
      }),
  };
  for (const [name, handler] of Object.entries(readers)) {
    seen.hops.length = 0;
    const answer = await serve(handler, async (url) => (await post(url)).text());
    expect({ name, answer }).toEqual({ name, answer: seen.hops[0]?.spanContext.spanId });
    expect({ name, body: seen.hops[0]?.answer?.body }).toEqual({ name, body: answer });
  }
});

test('an app that answers without looking at the body is recorded all the same', async () => {
  await serve(
    (_request, response) => void response.end('END Closed'),
    async (url) => {
      await (await post(url)).text();
      while (seen.hops[0]?.answer === undefined) await nextTurn();
    },
  );
  expect(seen.hops[0]?.answer?.body).toBe('END Closed');
});

test('keep-alive requests on one connection have a hop each', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const send = (url: string, id: string) =>
    new Promise<string>((resolve, reject) => {
      http
        .request(`${url}/ussd`, { method: 'POST', agent }, (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve(text));
        })
        .on('error', reject)
        .end(`sessionId=${id}`);
    });
  await serve(
    (request, response) => readBody(request, () => response.end(activeSpanId())),
    async (url) => {
      const answers = [await send(url, 'a'), await send(url, 'b'), await send(url, 'c')];
      expect(answers).toEqual(seen.hops.map((hop) => hop.spanContext.spanId));
      expect(new Set(answers).size).toBe(3);
    },
  );
  agent.destroy();
});

test('an encoded answer is read decoded and sent as it was', async () => {
  await serve(
    (request, response) =>
      readBody(request, () => {
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync('CON Zipped'));
      }),
    async (url) => expect(await (await post(url)).text()).toBe('CON Zipped'),
  );
  expect(seen.hops[0]?.answer?.body).toBe('CON Zipped');
});

test('an answer beyond the bound is cut and marked', async () => {
  await serve(
    (request, response) =>
      readBody(request, () => {
        for (let n = 0; n < 100; n++) response.write('x'.repeat(1024));
        response.end();
      }),
    async (url) => expect((await (await post(url)).text()).length).toBe(100 * 1024),
  );
  expect(seen.hops[0]?.answer?.truncated).toBe(true);
  expect(seen.hops[0]?.answer?.body.length).toBe(64 * 1024);
});

test('a connection that closes without an answer fails the hop', async () => {
  await serve(
    (request, response) => readBody(request, () => response.destroy()),
    async (url) => expect(post(url)).rejects.toThrow(),
  );
  expect(seen.hops[0]?.failure?.errorType).toBe('connection_closed');
});

test('a gateway that gives up before the answer fails the hop', async () => {
  const closed = Promise.withResolvers<void>();
  await serve(
    (request, response) => {
      request.resume();
      response.on('close', () => closed.resolve());
    },
    async (url) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write('POST /ussd HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nsessionId=1');
      while (seen.hops.length === 0) await nextTurn();
      socket.destroy();
      await closed.promise;
    },
  );
  expect(seen.hops[0]?.failure?.errorType).toBe('connection_closed');
});

test('requests that cannot be a callback are not touched', async () => {
  const touched: boolean[] = [];
  const handler: RequestListener = (request, response) => {
    touched.push(Object.hasOwn(response, 'end') || Object.hasOwn(request, 'push'));
    request.resume().on('end', () => response.end('ok'));
  };
  await serve(handler, async (url) => {
    await fetch(`${url}/ussd?sessionId=1`);
    await fetch(url, { method: 'POST', body: new Uint8Array(65 * 1024) });
    await fetch(url, { method: 'POST' });
    await fetch(url, { method: 'DELETE', body: 'sessionId=1' });
    const form = new FormData();
    form.set('sessionId', '1');
    await fetch(url, { method: 'POST', body: form });
  });
  expect(touched).toEqual([false, false, false, false, false]);
  expect(seen.asked).toEqual([]);
});

test('a chunked upload beyond the bound is let go', async () => {
  const body = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 80; n++) controller.enqueue(new Uint8Array(1024));
      controller.close();
    },
  });
  await serve(
    (request, response) => readBody(request, (text) => response.end(String(text.length))),
    async (url) => {
      const answer = await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
      expect(await answer.text()).toBe(String(80 * 1024));
    },
  );
  expect(seen.asked).toEqual([]);
});

test('a response class that ends by writing is read once', async () => {
  class Polite extends http.ServerResponse {
    override end(chunk?: unknown): this {
      this.write(chunk);
      return super.end();
    }
  }
  const server = http
    .createServer({ ServerResponse: Polite }, (request, response) =>
      readBody(request, () => response.end('CON once')),
    )
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await post(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await answer.text()).toBe('CON once');
  server.closeAllConnections();
  server.close();
  expect(seen.hops[0]?.answer?.body).toBe('CON once');
});

test('listeners stay what the app made them', async () => {
  await serve(
    (request, response) => {
      const listener = () => response.end('gone');
      request.on('end', listener);
      const seen = [
        request.listeners('end').includes(listener),
        response.listenerCount('close'),
        request.listenerCount('data'),
        Object.keys(response).filter((name) => ['end', 'write', 'emit'].includes(name)).length,
        response.end.length,
        response.write.length,
        request.emit.length,
        request.push.length,
        response.end.name,
      ];
      request.removeListener('end', listener);
      readBody(request, () => response.end(JSON.stringify(seen)));
    },
    async (url) =>
      expect(await (await post(url)).json()).toEqual([true, 0, 0, 0, 3, 3, 1, 2, 'end']),
  );
});

test('what a framework puts on the prototype later still runs', async () => {
  const app = express();
  const calls: string[] = [];
  const original = http.ServerResponse.prototype.end;
  app.response.end = function end(this: http.ServerResponse, ...args: unknown[]) {
    calls.push('theirs');
    return Reflect.apply(original, this, args);
  } as typeof app.response.end;
  app.post('/ussd', (_request, response) => void response.send('CON x'));
  await serve(app, async (url) => void (await (await post(url)).text()));
  expect(calls).toEqual(['theirs']);
  expect(seen.hops[0]?.answer?.body).toBe('CON x');
});

test('HTTPS servers are seen too', async () => {
  const server = https
    .createServer(tlsServer, (request, response) =>
      readBody(request, () => response.end(activeSpanId())),
    )
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = https.request({
    ...tlsClient,
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    method: 'POST',
  });
  request.end('sessionId=1');
  const [response] = await once(request, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  server.closeAllConnections();
  server.close();
  expect(text).toBe(seen.hops[0]?.spanContext.spanId);
});

test('after detaching nothing is recorded and nothing is left behind', async () => {
  seen.detach();
  expect(Object.hasOwn(http.Server.prototype, 'emit')).toBe(false);
  expect(Object.hasOwn(https.Server.prototype, 'emit')).toBe(false);
  await serve(
    (request, response) => readBody(request, () => response.end('CON x')),
    async (url) => void (await (await post(url)).text()),
  );
  expect(seen.hops).toEqual([]);
});
