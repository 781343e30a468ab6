import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { context, createContextKey, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFakeRecorder, type FakeHook, type FakeHop } from '../../test/fake-recorder.ts';
import { tlsClient, tlsServer } from '../../test/shared-key-tls.ts';
import type { HopSlot } from '../active-hop.ts';
import { LazyContext } from '../server/lazy-context.ts';
import { observeHooks } from './observe-hooks.ts';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterAll(() => {
  context.disable();
  propagation.disable();
});

let hop: FakeHop;
let slot: HopSlot;
let problems: unknown[];
let detach: () => void;

beforeEach(() => {
  const fake = createFakeRecorder();
  const made = fake.recorder.request({
    method: 'POST',
    path: '/',
    headers: {},
    body: 'sessionId=1',
    atMs: Date.now(),
  });
  hop = fake.hops[0] as FakeHop;
  slot = {
    hop: made,
    foreign: false,
    shown: false,
    pending: [],
    answeredAtMs: undefined,
    bound: false,
  };
  problems = [];
  detach = observeHooks((error) => void problems.push(error));
});
afterEach(() => {
  detach();
  expect(problems).toEqual([]);
});

const duringHop = <T>(run: () => T): T => context.with(new LazyContext(slot, ROOT_CONTEXT), run);

interface Bank {
  url: string;
  seen: { headers: http.IncomingHttpHeaders; body: string }[];
}

async function withBank<T>(
  ask: (bank: Bank) => Promise<T>,
  answer: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"balance":12}');
  },
): Promise<T> {
  const seen: Bank['seen'] = [];
  const server = http
    .createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ headers: request.headers, body });
        answer(request, response);
      });
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await ask({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen });
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += chunk;
  return text;
}

const ended = (hook: FakeHook | undefined) => expect.poll(() => hook?.end).toBeDefined();

const clients: Record<string, (url: string) => Promise<string>> = {
  'http.request': async (url) => {
    const request = http.request(`${url}/pay?x=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    request.write('{"to":');
    request.end('"bob"}');
    const [response] = await once(request, 'response');
    return textOf(response);
  },
  fetch: async (url) =>
    (
      await fetch(`${url}/pay?x=1`, {
        method: 'POST',
        body: '{"to":"bob"}',
        headers: { 'content-type': 'application/json' },
      })
    ).text(),
};

for (const [name, send] of Object.entries(clients)) {
  test(`${name}: one hook with url, status, both bodies, and its traceparent on the wire`, async () => {
    await withBank(async ({ url, seen }) => {
      expect(await duringHop(() => send(url))).toBe('{"balance":12}');
      await ended(hop.hooks[0]);
      expect(hop.hooks).toHaveLength(1);
      const hook = hop.hooks[0] as FakeHook;
      expect(hook).toMatchObject({ method: 'POST', url: `${url}/pay?x=1` });
      expect(hook.end).toEqual({
        status: 200,
        requestBody: '{"to":"bob"}',
        requestContentType: 'application/json',
        responseBody: '{"balance":12}',
        responseContentType: 'application/json',
        atMs: expect.any(Number),
      });
      expect(hook.end?.atMs).toBeGreaterThanOrEqual(hook.atMs);
      expect(seen).toHaveLength(1);
      expect(seen[0]?.body).toBe('{"to":"bob"}');
      const { traceId, spanId } = hook.spanContext;
      expect(seen[0]?.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`);
    });
  });
}

const gets: Record<string, (url: string, init?: { traceparent: string }) => Promise<string>> = {
  'http.get': async (url, headers) => {
    const [response] = await once(http.get(url, { headers: { ...headers } }), 'response');
    return textOf(response);
  },
  fetch: async (url, headers) => (await fetch(url, { headers: { ...headers } })).text(),
};

for (const [name, get] of Object.entries(gets)) {
  test(`${name}: a traceparent of the app's own stays`, async () => {
    const traceparent = '00-11111111111111111111111111111111-2222222222222222-01';
    await withBank(async ({ url, seen }) => {
      await duringHop(() => get(url, { traceparent }));
      expect(seen[0]?.headers.traceparent).toBe(traceparent);
    });
  });

  test(`${name}: a compressed answer is read decoded`, async () => {
    await withBank(
      async ({ url }) => {
        await duringHop(() => get(url));
        await ended(hop.hooks[0]);
        expect(hop.hooks[0]?.end?.responseBody).toBe('zipped');
      },
      (_request, response) => {
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync('zipped'));
      },
    );
  });

  test(`${name}: a big answer is kept up to the bound`, async () => {
    await withBank(
      async ({ url }) => {
        expect((await duringHop(() => get(url))).length).toBe(100_000);
        await ended(hop.hooks[0]);
        expect(hop.hooks[0]?.end?.responseBody).toBe('x'.repeat(16 * 1024));
      },
      (_request, response) => void response.end('x'.repeat(100_000)),
    );
  });

  test(`${name}: nobody listening is ECONNREFUSED`, async () => {
    const url = await withBank(async (bank) => bank.url);
    await expect(duringHop(() => get(url))).rejects.toThrow();
    await ended(hop.hooks[0]);
    expect(hop.hooks).toHaveLength(1);
    expect(hop.hooks[0]?.end).toEqual({ errorType: 'ECONNREFUSED', atMs: expect.any(Number) });
  });

  test(`${name}: a host that does not exist has its code`, async () => {
    await expect(duringHop(() => get('http://no-such-host.invalid/'))).rejects.toThrow();
    await ended(hop.hooks[0]);
    expect(hop.hooks[0]?.end?.errorType).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  test(`${name}: an answer that breaks off keeps its status and names the error`, async () => {
    await withBank(
      async ({ url }) => {
        await expect(duringHop(() => get(url))).rejects.toThrow();
        await ended(hop.hooks[0]);
        expect(hop.hooks[0]?.end).toMatchObject({ status: 200, responseBody: 'half' });
        expect(hop.hooks[0]?.end?.errorType).toBe('ECONNRESET');
      },
      (_request, response) => {
        response.write('half', () => setTimeout(() => response.destroy(), 10));
      },
    );
  });

  test(`${name}: outside of a hop, or when the SDK sends, nothing is recorded or added`, async () => {
    const suppress = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
    await withBank(async ({ url, seen }) => {
      await get(url);
      await duringHop(() =>
        context.with(context.active().setValue(suppress, true), () => get(url)),
      );
      expect(seen.map(({ headers }) => headers.traceparent)).toEqual([undefined, undefined]);
    });
    expect(hop.hooks).toEqual([]);
  });
}

const never: RequestListener = () => {};

test('timeouts of every client are called timeout', async () => {
  const impatient: Record<string, (url: string) => Promise<unknown>> = {
    'http option': (url) => {
      const request = http.get(url, { timeout: 30 });
      request.on('timeout', () => request.destroy());
      return once(request, 'response');
    },
    'http signal': (url) => once(http.get(url, { signal: AbortSignal.timeout(30) }), 'response'),
    'fetch signal': (url) => fetch(url, { signal: AbortSignal.timeout(30) }),
  };
  await withBank(async ({ url }) => {
    for (const [name, send] of Object.entries(impatient)) {
      hop.hooks.length = 0;
      await expect(duringHop(() => send(url))).rejects.toThrow();
      await ended(hop.hooks[0]);
      expect({ name, type: hop.hooks[0]?.end?.errorType }).toEqual({ name, type: 'timeout' });
    }
  }, never);
});

test('calls the app gave up are called aborted', async () => {
  await withBank(async ({ url }) => {
    const controller = new AbortController();
    const fetched = duringHop(() => fetch(url, { signal: controller.signal }));
    const request = duringHop(() => http.get(url));
    request.on('error', () => {});
    await once(request, 'socket');
    setTimeout(() => {
      controller.abort();
      request.destroy();
    }, 20);
    await expect(fetched).rejects.toThrow();
    for (const hook of hop.hooks) await ended(hook);
    expect(hop.hooks.map((hook) => hook.end?.errorType).sort()).toEqual(['aborted', 'aborted']);
  }, never);
});

test('an answer nobody reads ends the hook too', async () => {
  await withBank(async ({ url }) => {
    duringHop(() => http.get(url));
    await ended(hop.hooks[0]);
    expect(hop.hooks[0]?.end).toMatchObject({ status: 200 });
  });
});

test('a redirect is two calls', async () => {
  await withBank(
    async ({ url }) => {
      await duringHop(async () => (await fetch(`${url}/a`)).text());
      expect(hop.hooks.map((hook) => hook.url)).toEqual([`${url}/a`, `${url}/b`]);
    },
    (request, response) => {
      if (request.url === '/b') response.end('there');
      else response.writeHead(302, { location: '/b' }).end();
    },
  );
});

test('what begins after an answer belongs to the call that asked', async () => {
  await withBank(async ({ url }) => {
    await duringHop(
      () =>
        new Promise<void>((done) => {
          http.get(`${url}/first`, (response) => {
            response.resume().on('end', () => {
              http.get(`${url}/second`, (second) => second.resume().on('end', done));
            });
          });
        }),
    );
  });
  expect(hop.hooks.map(({ url }) => new URL(url).pathname)).toEqual(['/first', '/second']);
});

test('calls long after the answer are no part of the session', async () => {
  await withBank(async ({ url }) => {
    slot.answeredAtMs = Date.now() - 59_000;
    await duringHop(async () => (await fetch(url)).text());
    expect(hop.hooks).toHaveLength(1);
    slot.answeredAtMs = Date.now() - 61_000;
    await duringHop(async () => (await fetch(url)).text());
    expect(hop.hooks).toHaveLength(1);
  });
});

test('https is seen too', async () => {
  const traceparents: unknown[] = [];
  const server = https
    .createServer(tlsServer, (request, response) => {
      traceparents.push(request.headers.traceparent);
      response.end('safe');
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const text = await duringHop(async () => {
    const request = https.get({
      ...tlsClient,
      host: '127.0.0.1',
      port,
      path: '/safe',
    });
    const [response] = await once(request, 'response');
    return textOf(response);
  });
  server.closeAllConnections();
  server.close();
  expect(text).toBe('safe');
  expect(hop.hooks).toHaveLength(1);
  const [hook] = hop.hooks;
  expect(hook).toMatchObject({ method: 'GET', url: `https://127.0.0.1:${port}/safe` });
  expect(hook?.end).toMatchObject({ status: 200, responseBody: 'safe' });
  expect(traceparents).toEqual([`00-${hook?.spanContext.traceId}-${hook?.spanContext.spanId}-01`]);
});

test('the url has the host that is called, whatever the Host header says', async () => {
  await withBank(async ({ url }) => {
    const send = async (headers: Record<string, string>) => {
      const [response] = await once(http.get(`${url}/p?q=1`, { headers }), 'response');
      await textOf(response);
    };
    await duringHop(() => send({}));
    await duringHop(() => send({ host: 'bank.example' }));
    expect(hop.hooks.map((hook) => hook.url)).toEqual([`${url}/p?q=1`, 'http://127.0.0.1/p?q=1']);
  });
});

test.each(['undici', 'undici-8'])(
  '%s over HTTP/2 is one hook with its traceparent',
  async (name) => {
    const fixture = path.join(import.meta.dirname, '../../test/fixtures/clients-newest/app.mjs');
    const undici = createRequire(fixture)(name);
    const traceparents: unknown[] = [];
    const server = http2
      .createSecureServer(tlsServer, (request, response) => {
        traceparents.push(request.headers.traceparent);
        request.resume().on('end', () => {
          response.setHeader('content-type', 'application/json');
          response.end('{"balance":12}');
        });
      })
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dispatcher = new undici.Agent({ connect: tlsClient, allowH2: true });
    const answer = await duringHop(() =>
      undici.request(`https://127.0.0.1:${port}/pay`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"to":"bob"}',
      }),
    );
    expect(await answer.body.text()).toBe('{"balance":12}');
    await ended(hop.hooks[0]);
    await dispatcher.destroy();
    await new Promise((closed) => server.close(closed));
    expect(hop.hooks).toHaveLength(1);
    const [hook] = hop.hooks;
    expect(hook).toMatchObject({ method: 'POST', url: `https://127.0.0.1:${port}/pay` });
    expect(hook?.end).toEqual({
      status: 200,
      requestBody: '{"to":"bob"}',
      requestContentType: 'application/json',
      responseBody: '{"balance":12}',
      responseContentType: 'application/json',
      atMs: expect.any(Number),
    });
    expect(traceparents).toEqual([
      `00-${hook?.spanContext.traceId}-${hook?.spanContext.spanId}-01`,
    ]);
  },
);
