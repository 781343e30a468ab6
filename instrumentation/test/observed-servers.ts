import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { catchUp } from '../src/backlog.ts';
import type { ExchangeParts } from '../src/server/exchange.ts';
import { observeServer } from '../src/server/observe-server.ts';
import { createFakeRecorder, type FakeHop } from './fake-recorder.ts';

export interface Seen {
  hops: FakeHop[];
  /** The bodies that the recorder was asked about. */
  asked: string[];
  /** What was told of each body: whether a hop came of it. */
  decided: [body: string, isHop: boolean][];
  /** There have to be none at a test's end. */
  problems: unknown[];
  detach: () => void;
}

/** Observes this process's servers during each test of a file, with a recorder that only remembers. */
export function observeServers(): Seen {
  const seen: Seen = { hops: [], asked: [], decided: [], problems: [], detach: () => {} };
  const manager = new AsyncLocalStorageContextManager();
  beforeAll(() => void context.setGlobalContextManager(manager.enable()));
  afterAll(() => context.disable());
  beforeEach(() => {
    const { recorder, hops, asked } = createFakeRecorder();
    const problems: unknown[] = [];
    const onProblem = (error: unknown) => void problems.push(error);
    const decided: Seen['decided'] = [];
    const onDecided: ExchangeParts['onDecided'] = ({ body }, hop) =>
      void decided.push([body, hop !== undefined]);
    const parts = () => ({ recorder, onDecided, onProblem });
    const detach = observeServer({ parts, routes: undefined, onProblem });
    Object.assign(seen, { hops, asked, decided, problems, detach });
  });
  afterEach(() => {
    seen.detach();
    expect(seen.problems).toEqual([]);
  });
  return seen;
}

/** Asks a server of its own, which is gone afterwards; what was seen of it is recorded by then. */
export async function serve<T>(
  handler: RequestListener,
  ask: (url: string) => Promise<T>,
): Promise<T> {
  const server = http.createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    catchUp();
  }
}

export const post = (url: string, body = 'sessionId=s1&text=1') =>
  fetch(`${url}/ussd?a=1`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

export const activeSpanId = () => trace.getSpanContext(context.active())?.spanId;

export function readBody(request: http.IncomingMessage, done: (body: string) => void): void {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => done(body));
}
