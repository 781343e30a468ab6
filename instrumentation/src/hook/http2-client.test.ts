import { once } from 'node:events';
import http2, { type ClientHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFakeRecorder, type FakeHop } from '../../test/fake-recorder.ts';
import { LazyContext } from '../server/lazy-context.ts';
import { observeHooks } from './observe-hooks.ts';

const problems: unknown[] = [];
let server: http2.Http2Server;
let origin: string;
let hop: FakeHop;
let detach: () => void;

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  server = http2
    .createServer((request, response) => {
      if (request.url === '/silent') return;
      if (request.url === '/reset') request.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
      else if (request.url === '/lost') request.stream.session?.socket.destroy();
      else if (request.url === '/empty') response.writeHead(204).end();
      else {
        response.writeHead(request.url === '/no' ? 404 : 200, {
          'content-type': 'application/json',
        });
        response.end('{"balance":12}');
      }
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  context.disable();
});
beforeEach(() => {
  const fake = createFakeRecorder();
  fake.recorder.request({ method: 'POST', path: '/', headers: {}, body: 'sessionId=1', atMs: 0 });
  hop = fake.hops[0] as FakeHop;
  detach = observeHooks((error) => void problems.push(error));
});
afterEach(() => {
  detach();
  expect(problems.splice(0)).toEqual([]);
});

/** Makes a call within a hop, and gives back the events and text that the app saw. */
async function call(
  path: string,
  act: (stream: ClientHttp2Stream) => void = () => {},
  signal?: AbortSignal,
  to = origin,
): Promise<string[]> {
  const fake = createFakeRecorder();
  const made = fake.recorder.request({
    method: 'POST',
    path: '/',
    headers: {},
    body: 'sessionId=1',
    atMs: 0,
  });
  hop = fake.hops[0] as FakeHop;
  const slot = {
    hop: made,
    foreign: false,
    shown: false,
    pending: [],
    answeredAtMs: undefined,
    bound: false,
  };
  const session = http2.connect(to);
  session.on('error', () => {});
  const seen: string[] = [];
  await context.with(new LazyContext(slot, ROOT_CONTEXT), async () => {
    const headers = { ':path': path, ':method': 'POST', 'content-type': 'application/json' };
    const stream = session.request(headers, signal && { signal });
    for (const name of ['response', 'end', 'aborted', 'error', 'close']) {
      stream.on(name, () => seen.push(name));
    }
    stream.on('data', (chunk) => seen.push(String(chunk)));
    stream.end('{"to":"bob"}');
    act(stream);
    await new Promise((closed) => stream.on('close', closed));
  });
  session.destroy();
  return seen;
}

const TOLD = [
  ['/ok', { status: 200, responseBody: '{"balance":12}' }],
  ['/no', { status: 404, responseBody: '{"balance":12}' }],
  ['/empty', { status: 204 }],
  ['/reset', { errorType: 'ERR_HTTP2_STREAM_ERROR' }],
  ['/lost', { errorType: 'ECONNRESET' }],
] as const;

test.each(TOLD)('a call by node:http2 is one hook: %s', async (path, told) => {
  const seen = await call(path);
  await expect.poll(() => hop.hooks[0]?.end).toBeDefined();
  expect(hop.hooks).toHaveLength(1);
  expect(hop.hooks[0]).toMatchObject({ method: 'POST', url: `${origin}${path}` });
  expect(hop.hooks[0]?.end).toMatchObject({ requestBody: '{"to":"bob"}', ...told });
  expect(hop.hooks[0]?.end?.errorType).toBe((told as { errorType?: string }).errorType);
  detach();
  expect(seen).toEqual(await call(path));
});

test('what a client gave up, waited too long for or could not reach is told apart', async () => {
  await call('/silent', (stream) =>
    setTimeout(() => stream.close(http2.constants.NGHTTP2_CANCEL), 30),
  );
  await expect.poll(() => hop.hooks[0]?.end?.errorType).toBe('aborted');
  await call('/silent', undefined, AbortSignal.timeout(30));
  await expect.poll(() => hop.hooks[0]?.end?.errorType).toBe('timeout');
  await call('/ok', undefined, undefined, 'http://127.0.0.1:1');
  await expect.poll(() => hop.hooks[0]?.end?.errorType).toBe('ECONNREFUSED');
});
