import type { ProviderSamples } from './provider-samples.ts';

export const ussdkHookSamples: ProviderSamples = {
  provider: 'ussdk_hook',
  samples: [
    {
      name: 'hook',
      request: {
        method: 'POST',
        path: '/check-balance',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          input: { key: '2' },
          props: {
            session: { msisdn: '0240000001', network: 'sim' },
            values: { name: 'James', action: 1 },
          },
        }),
      },
      answer: { headers: {}, body: JSON.stringify({ balance: 200 }) },
      expected: {
        'ussd.provider.name': 'ussdk_hook',
        'ussd.operation.name': 'step',
        'ussd.input.text': '2',
        'ussd.input.type': 'option',
        'user.id': '+0240000001',
      },
    },
    {
      name: 'hook, nothing to say',
      request: {
        method: 'POST',
        path: '/welcome',
        headers: {},
        body: JSON.stringify({
          input: { key: '' },
          props: { session: { msisdn: '0240000001', network: 'sim' }, values: {} },
        }),
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'ussdk_hook',
        'ussd.operation.name': 'step',
        'ussd.input.type': 'none',
      },
    },
    {
      name: 'hook with a session id',
      made: true,
      request: {
        method: 'POST',
        path: '/pay',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          input: { key: '1' },
          props: {
            session: { id: 'uk1', msisdn: '0240000001', network: 'sim' },
            values: { pin: '4821' },
          },
        }),
      },
      answer: { headers: {}, body: JSON.stringify({ ok: true }) },
      expected: {
        'ussd.provider.name': 'ussdk_hook',
        'ussd.operation.name': 'step',
        'session.id': 'uk1',
        'ussd.input.text': '1',
      },
    },
  ],
};
