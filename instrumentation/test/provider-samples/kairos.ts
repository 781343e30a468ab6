import type { ProviderSamples } from './provider-samples.ts';

export const kairosSamples: ProviderSamples = {
  provider: 'kairos',
  samples: [
    {
      name: 'start',
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          msisdn: '233559400612',
          sessionId: '171632898024603649',
          messageType: '0',
          ussdString: '*889*90#',
        }),
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'kairos',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*889*90#',
        'session.id': '171632898024603649',
        'user.id': '+233559400612',
      },
    },
  ],
};
