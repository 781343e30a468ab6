import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, createContextKey, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFakeRecorder, type FakeHop } from '../../test/fake-recorder.ts';
import { nameStep } from '../api/name-step.ts';
import { observeServer } from './observe-server.ts';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

const THEIRS = createContextKey('test.theirs');
const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
const prototype = http.Server.prototype as { emit?: unknown };

let hops: FakeHop[];
let problems: unknown[];
let detach: () => void;
/** What the wrapper does with a request; it hands it on unless said otherwise. */
let handOn: boolean;

// As @opentelemetry/instrumentation-http does: from the root context, the messages bound to its own.
beforeEach(() => {
  const original = http.Server.prototype.emit;
  handOn = true;
  prototype.emit = function theirs(this: http.Server, ...args: [string, ...unknown[]]) {
    if (args[0] !== 'request') return Reflect.apply(original, this, args);
    const own = trace.setSpanContext(ROOT_CONTEXT.setValue(THEIRS, 'theirs'), span);
    return context.with(own, () => {
      for (const message of args.slice(1)) context.bind(own, message);
      return handOn && Reflect.apply(original, this, args);
    });
  };
  const fake = createFakeRecorder();
  ({ hops } = fake);
  problems = [];
  const onProblem = (error: unknown) => void problems.push(error);
  const parts = { recorder: fake.recorder, onProblem };
  detach = observeServer({ parts: () => parts, routes: undefined, onProblem });
});
afterEach(() => {
  detach();
  expect((prototype.emit as { name: string }).name).toBe('theirs');
  Reflect.deleteProperty(prototype, 'emit');
  expect(problems).toEqual([]);
});

async function ask(...listeners: readonly RequestListener[]): Promise<string> {
  const server = http.createServer();
  for (const listener of listeners) server.on('request', listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ussd`, {
      method: 'POST',
      body: 'sessionId=s1&text=1',
    });
    return await answer.text();
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

const activeSpanId = () => trace.getSpanContext(context.active())?.spanId;

test('a wrapper that was there first is linked to, and the app runs in the hop all the same', async () => {
  const answer = await ask(async (request, response) => {
    for await (const _ of request);
    response.end(`${activeSpanId()} ${context.active().getValue(THEIRS)}`);
  });
  expect(answer).toBe(`${hops[0]?.spanContext.spanId} theirs`);
  expect(hops[0]?.request.httpServerSpan).toEqual(span);
});

test('a listener that the wrapper has bound to its own context still finds the hop', async () => {
  const answer = await ask((request, response) => {
    request.resume().on('end', () => {
      setTimeout(() => {
        nameStep('bound');
        response.end(activeSpanId());
      });
    });
  });
  expect(answer).toBe(span.spanId);
  expect(hops[0]?.names).toEqual(['bound']);
});

test('listeners are called as they were put, by number, order and arguments', async () => {
  const seen: unknown[] = [];
  const listener = function (this: http.Server, request, response): void {
    const own = this.listeners('request');
    seen.push(own.length, own[1] === listener, this.rawListeners('request')[1] === listener);
    request.resume().on('end', () => response.end('CON x'));
  } as RequestListener & ((this: http.Server, ...args: Parameters<RequestListener>) => void);
  const answer = await ask((...args) => void seen.push(args.length), listener);
  expect(answer).toBe('CON x');
  expect(seen).toEqual([2, 2, true, true]);
  expect(hops).toHaveLength(1);
});

test('a request that the wrapper keeps for itself changes nothing', async () => {
  const listener: RequestListener = (_request, response) => void response.end('CON x');
  const server = http.createServer(listener);
  handOn = false;
  const [request, response] = messages();
  expect(server.emit('request', request, response)).toBe(false);
  expect(server.listeners('request')).toEqual([listener]);
  expect(hops).toEqual([]);
});

test('an error of a listener goes where it would go', () => {
  const server = http.createServer(() => {
    throw new Error('theirs');
  });
  const [request, response] = messages();
  expect(() => server.emit('request', request, response)).toThrow('theirs');
  expect(server.listenerCount('request')).toBe(1);
});

function messages(): [http.IncomingMessage, http.ServerResponse] {
  const request = new http.IncomingMessage(undefined as never);
  Object.assign(request, { method: 'POST', url: '/ussd', headers: {} });
  return [request, new http.ServerResponse(request)];
}
