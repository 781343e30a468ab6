import type { RequestListener } from 'node:http';
import { propagation } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observeServers, serve } from '../../test/observed-servers.ts';

const seen = observeServers();

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
    expect(seen.hops[0]?.request.httpServerSpan).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
    });
  });

  test('is nobody where the header makes no sense', async () => {
    await call(answer, '00-0-0-01');
    expect(seen.hops).toMatchObject([{ request: { httpServerSpan: undefined } }]);
  });
});
