import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, createNoopMeter } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReplayBench, only } from '../../test/replay-bench.ts';
import { DIALECTS } from '../doctor/dialects/all-dialects.ts';
import { createRecorder } from '../recorder/recorder.ts';
import { observeServer } from './observe-server.ts';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

const known = DIALECTS.filter(({ provider }) => provider !== 'sendexa');

describe('a session over HTTP is recorded, whatever the gateway’s method, form and answer', () => {
  test.each(known.map((dialect, index) => [dialect.provider, index, dialect] as const))(
    '%s (%i)',
    async (provider, _index, dialect) => {
      const bench = createReplayBench();
      const problems: unknown[] = [];
      const onProblem = (error: unknown) => void problems.push(error);
      const recorder = createRecorder({
        tracer: bench.provider.getTracer('test'),
        meter: createNoopMeter(),
        settings: {
          capture: 'full',
          provider,
          userHashKey: 'a key for tests only',
          serviceCodes: ['*928*1#'],
        },
        onProblem,
      });
      const detach = observeServer({
        parts: () => ({ recorder, onProblem }),
        routes: undefined,
        onProblem,
      });
      const answers = [
        dialect.answer('Welcome\n1. Balance\n2. Enter PIN', true),
        dialect.answer('Your balance is 5', false),
      ];
      const server = http.createServer((_request, response) => {
        const { headers, body } = answers.shift() ?? { headers: {}, body: '' };
        for (const [name, value] of Object.entries(headers))
          response.setHeader(name, String(value));
        response.end(body);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      try {
        for (const inputs of [[], ['1']]) {
          const turn = { first: inputs.length === 0, inputs };
          const { method, path, body } = dialect.request(turn);
          const sent = await fetch(origin + path, {
            method,
            ...(method !== 'GET' && { body, headers: { 'content-type': 'text/plain' } }),
          });
          await sent.text();
        }
      } finally {
        detach();
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
      expect(problems).toEqual([]);
      const steps = only(bench.spans(), 'step');
      expect(steps.map(({ attributes }) => attributes['ussd.provider.name'])).toEqual([
        provider,
        provider,
      ]);
      expect(new Set(steps.map((span) => span.spanContext().traceId)).size).toBe(1);
      // Four do not say, or nobody knows where, whether a session goes on.
      const silent = ['flares_xml', 'kairos', 'ideamart', 'ussdk_hook'].includes(provider);
      expect(steps.map(({ attributes }) => attributes['ussd.response.type'])).toEqual(
        silent ? [undefined, undefined] : ['continue', 'end'],
      );
      expect(only(bench.spans(), 'session')).toHaveLength(silent ? 0 : 1);
    },
  );
});
