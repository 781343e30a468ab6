import { SpanKind } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { at, createReplayBench, exchangeAll, only } from '../../test/replay-bench.ts';

describe('hooks', () => {
  const bench = createReplayBench({ capture: 'full' });
  exchangeAll(bench.replay, [
    at('', 'CON Hi', {
      hooks: [
        {
          method: 'GET',
          url: 'https://bank.local/v1/accounts/0711000111/balance?x=1',
          status: 200,
        },
        { method: 'POST', url: 'http://bank.local:4000/pay', errorType: 'timeout' },
        { method: 'GET', url: 'http://bank.local:4000/pay', status: 404 },
      ],
    }),
  ]);
  const hooks = only(bench.spans(), 'hook');

  test('are CLIENT children of their step, named by their route', () => {
    const [step] = only(bench.spans(), 'step');
    expect(hooks.map((hook) => hook.name)).toEqual([
      'hook GET v1/accounts/{id}/balance',
      'hook POST pay',
      'hook GET pay',
    ]);
    for (const hook of hooks) {
      expect(hook.kind).toBe(SpanKind.CLIENT);
      expect(hook.parentSpanContext?.spanId).toBe(step?.spanContext().spanId);
    }
  });

  test('say where they went and how it went', () => {
    expect(hooks[0]?.attributes).toMatchObject({
      'url.template': '/v1/accounts/{id}/balance',
      'url.full': 'https://bank.local/v1/accounts/0711000111/balance?x=1',
      'server.address': 'bank.local',
      'server.port': 443,
      'http.request.method': 'GET',
      'http.response.status_code': 200,
    });
    expect(hooks.map((hook) => hook.status.code)).toEqual([0, 2, 2]);
    expect(hooks.map((hook) => hook.attributes['error.type'])).toEqual([
      undefined,
      'timeout',
      '404',
    ]);
  });
});
