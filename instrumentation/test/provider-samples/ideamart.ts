import type { ProviderSamples } from './provider-samples.ts';

export const ideamartSamples: ProviderSamples = {
  provider: 'ideamart',
  samples: [
    {
      name: 'start',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          applicationId: 'APP_1',
          sessionId: '1330929317043',
          ussdOperation: 'mo-init',
          sourceAddress: 'tel:AZ1100',
          message: '*775#',
        }),
      },
      answer: { headers: {}, body: JSON.stringify({ statusCode: 'S1000' }) },
      expected: {
        'ussd.provider.name': 'ideamart',
        'ussd.operation.name': 'step',
        'session.id': '1330929317043',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
      },
    },
    {
      name: 'continue',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          applicationId: 'APP_1',
          sessionId: '1330929317043',
          ussdOperation: 'mo-cont',
          sourceAddress: 'tel:AZ1100',
          message: '1',
        }),
      },
      answer: { headers: {}, body: JSON.stringify({ statusCode: 'S1000' }) },
      expected: {
        'ussd.provider.name': 'ideamart',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.type': 'option',
        'ussd.input.text': '1',
      },
    },
  ],
};
