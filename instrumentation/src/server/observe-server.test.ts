import { type EventEmitter, once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { context, createContextKey, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFakeRecorder, type FakeHop } from '../../test/fake-recorder.ts';
import { tlsClient, tlsServer } from '../../test/shared-key-tls.ts';
import { nameStep } from '../api/name-step.ts';
import { observeServer } from './observe-server.ts';

const manager = new AsyncLocalStorageContextManager();
beforeAll(() => void context.setGlobalContextManager(manager.enable()));
afterAll(() => context.disable());

let hops: FakeHop[];
let asked: string[];
let problems: unknown[];
let detach: () => void;

beforeEach(() => {
  const fake = createFakeRecorder();
  ({ hops, asked } = fake);
  problems = [];
  const onProblem = (error: unknown) => void problems.push(error);
  detach = observeServer({
    parts: () => ({ recorder: fake.recorder, onProblem }),
    routes: undefined,
    onProblem,
  });
});
afterEach(() => {
  detach();
  expect(problems).toEqual([]);
});

async function serve<T>(handler: RequestListener, ask: (url: string) => Promise<T>): Promise<T> {
  const server = http.createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

const post = (url: string, body = 'sessionId=s1&text=1') =>
  fetch(`${url}/ussd?a=1`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

const activeSpanId = () => trace.getSpanContext(context.active())?.spanId;

function readBody(request: http.IncomingMessage, done: (body: string) => void): void {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => done(body));
}

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
  expect(hops).toHaveLength(1);
  expect(hops[0]?.request).toMatchObject({
    method: 'POST',
    path: '/ussd?a=1',
    body: 'sessionId=s1&text=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(hops[0]?.answer).toMatchObject({
    status: 200,
    body: 'CON Welcome',
    headers: { 'content-type': 'text/plain', freeflow: 'FC' },
  });
  const { atMs } = hops[0]?.request ?? { atMs: 0 };
  expect(atMs).toBeGreaterThanOrEqual(before - 1);
  expect(hops[0]?.answer?.atMs).toBeGreaterThanOrEqual(atMs);
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
        while (hops.length === 0) await nextTurn();
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
    hops.length = 0;
    const answer = await serve(handler, async (url) => (await post(url)).text());
    expect({ name, answer }).toEqual({ name, answer: hops[0]?.spanContext.spanId });
    expect({ name, body: hops[0]?.answer?.body }).toEqual({ name, body: answer });
  }
});

test('an app that answers without looking at the body is recorded all the same', async () => {
  await serve(
    (_request, response) => void response.end('END Closed'),
    async (url) => {
      await (await post(url)).text();
      while (hops[0]?.answer === undefined) await nextTurn();
    },
  );
  expect(hops[0]?.answer?.body).toBe('END Closed');
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
      expect(answers).toEqual(hops.map((hop) => hop.spanContext.spanId));
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
  expect(hops[0]?.answer?.body).toBe('CON Zipped');
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
  expect(hops[0]?.answer?.truncated).toBe(true);
  expect(hops[0]?.answer?.body.length).toBe(64 * 1024);
});

test('a connection that closes without an answer fails the hop', async () => {
  await serve(
    (request, response) => readBody(request, () => response.destroy()),
    async (url) => expect(post(url)).rejects.toThrow(),
  );
  expect(hops[0]?.failure?.errorType).toBe('connection_closed');
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
      while (hops.length === 0) await nextTurn();
      socket.destroy();
      await closed.promise;
    },
  );
  expect(hops[0]?.failure?.errorType).toBe('connection_closed');
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
  expect(asked).toEqual([]);
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
  expect(asked).toEqual([]);
});

describe('messages that an app hands on in another shape are those it was given:', () => {
  const shapes = {
    'an object on top': <T extends object>(message: T): T => Object.create(message),
    'a proxy': <T extends object>(message: T): T => new Proxy(message, {}),
    itself: <T extends object>(message: T): T => message,
  };
  const pairs = Object.entries(shapes).flatMap(([asked, ofRequest]) =>
    Object.entries(shapes).map(([answered, ofResponse]) => ({
      asked,
      answered,
      ofRequest,
      ofResponse,
    })),
  );
  test.each(pairs)('request $asked, response $answered', async ({ ofRequest, ofResponse }) => {
    const calls: string[] = [];
    const inner = http.createServer((request, response) => {
      request.once('theirs', () => calls.push('request')).emit('theirs');
      response.once('theirs', () => calls.push('response')).emit('theirs');
    });
    const outer: RequestListener = (request, response) =>
      readBody(request, () => {
        inner.emit('request', ofRequest(request), ofResponse(response));
        // By itself: Node never completes an answer that was ended by another object.
        response.end('CON Welcome');
      });
    await serve(outer, async (url) => expect(await (await post(url)).text()).toBe('CON Welcome'));
    expect(calls).toEqual(['request', 'response']);
    expect(hops.map(({ answer }) => answer?.body)).toEqual(['CON Welcome']);
  });
});

test('a request of something else runs in the context it had', async () => {
  const key = createContextKey('test.key');
  const inner = createContextKey('test.inner');
  await serve(
    (request, response) =>
      readBody(request, () => {
        context.with(context.active().setValue(inner, 'b'), async () => {
          await nextTurn();
          const active = context.active();
          response.end(`${active.getValue(key)}${active.getValue(inner)}${activeSpanId()}`);
        });
      }),
    async (url) => {
      expect(await (await post(url, 'name=x')).text()).toBe('undefinedbundefined');
      expect(await (await post(url)).text()).toBe(`undefinedb${hops[0]?.spanContext.spanId}`);
    },
  );
});

test('a listener reached from inside the request keeps the context it is in', async () => {
  const key = createContextKey('test.nested');
  await serve(
    (request, response) =>
      readBody(request, () => {
        request.on('mine', () => response.end(String(context.active().getValue(key))));
        context.with(context.active().setValue(key, 'inner'), () => request.emit('mine'));
      }),
    async (url) => expect(await (await post(url)).text()).toBe('inner'),
  );
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
  expect(hops[0]?.answer?.body).toBe('CON once');
});

test('nameStep names the step, also before the body is there', async () => {
  await serve(
    (request, response) => {
      nameStep('early');
      readBody(request, async () => {
        await nextTurn();
        nameStep('late');
        response.end('CON x');
      });
    },
    async (url) => void (await (await post(url)).text()),
  );
  expect(hops[0]?.names).toEqual(['early', 'late']);
});

test('nameStep outside of a request does nothing', () => {
  expect(() => nameStep('nowhere')).not.toThrow();
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
  expect(hops[0]?.answer?.body).toBe('CON x');
});

test('a request that one server hands to another is one hop', async () => {
  const inner = http.createServer((request, response) =>
    readBody(request, () => response.end('CON x')),
  );
  await serve(
    (request, response) => void inner.emit('request', request, response),
    async (url) => expect(await (await post(url)).text()).toBe('CON x'),
  );
  expect(hops).toHaveLength(1);
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
  expect(text).toBe(hops[0]?.spanContext.spanId);
});

test('after detaching nothing is recorded and nothing is left behind', async () => {
  detach();
  expect(Object.hasOwn(http.Server.prototype, 'emit')).toBe(false);
  expect(Object.hasOwn(https.Server.prototype, 'emit')).toBe(false);
  await serve(
    (request, response) => readBody(request, () => response.end('CON x')),
    async (url) => void (await (await post(url)).text()),
  );
  expect(hops).toEqual([]);
});

test('a GET is decided by its query alone, before its handler runs', async () => {
  await serve(
    (_request, response) => {
      expect(activeSpanId()).toBe(hops[0]?.spanContext.spanId);
      response.end('CON Welcome');
    },
    async (url) => {
      expect(await (await fetch(`${url}/ussd?sessionId=s1&msisdn=1&text=1*2`)).text()).toBe(
        'CON Welcome',
      );
    },
  );
  expect(hops).toHaveLength(1);
  expect(hops[0]?.request.path).toBe('/ussd?sessionId=s1&msisdn=1&text=1*2');
  expect(hops[0]?.answer).toMatchObject({ status: 200, body: 'CON Welcome' });
});

test('a GET with less in its query than any gateway sends is not looked at', async () => {
  await serve(
    (_request, response) => response.end('ok'),
    async (url) => {
      for (const target of ['/', '/a?sessionId=1', '/a?sessionId=1&b=2', '/a&b&c&d']) {
        await (await fetch(url + target)).text();
      }
    },
  );
  expect(asked).toEqual([]);
});

test('a GET that is nobody’s runs in the context it came in, untouched', async () => {
  await serve(
    (request, response) => {
      expect(Object.getOwnPropertySymbols(request).map(String).join()).not.toContain('hopscope');
      expect(Object.hasOwn(response, 'end')).toBe(false);
      expect(activeSpanId()).toBeUndefined();
      response.end('ok');
    },
    async (url) => void (await (await fetch(`${url}/list?page=1&size=2&sort=3`)).text()),
  );
  expect(asked).toHaveLength(1);
  expect(hops).toEqual([]);
});

describe('whoever called with a traceparent', () => {
  const CALLER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  beforeAll(() => void propagation.setGlobalPropagator(new W3CTraceContextPropagator()));
  afterAll(() => propagation.disable());

  const call = (handler: RequestListener, traceparent: string) =>
    serve(handler, (url) =>
      fetch(url, { method: 'POST', body: 'sessionId=s1', headers: { traceparent } }),
    );
  const answer: RequestListener = (request, response) =>
    void request.resume().on('end', () => response.end('{}'));

  test('is what the step can link to', async () => {
    await call(answer, CALLER);
    expect(hops[0]?.request.httpServerSpan).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
    });
  });

  test('is nobody where the header makes no sense', async () => {
    await call(answer, '00-0-0-01');
    expect(hops[0]?.request).not.toHaveProperty('httpServerSpan');
  });
});

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
    expect(hops).toHaveLength(1);
    expect(answer).toBe(`CON 11 ${hops[0]?.spanContext.spanId}`);
    expect(hops[0]?.request).toMatchObject({
      method: 'POST',
      path: '/ussd?a=1',
      body: 'sessionId=1',
    });
    expect(hops[0]?.answer).toMatchObject({
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
      while (hops.length === 0) await nextTurn();
      stream.destroy();
      await closed.promise;
      client.close();
      return '';
    });
    expect(hops[0]?.failure?.errorType).toBe('connection_closed');
  });
});
