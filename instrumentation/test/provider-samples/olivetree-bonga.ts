import type { ProviderSamples } from './provider-samples.ts';

export const olivetreeBongaSamples: ProviderSamples = {
  provider: 'olivetree_bonga',
  samples: [
    {
      name: 'request',
      made: true,
      request: {
        method: 'GET',
        path: '/?mobile_number=254711000111&session_id=ob1&message=1*2&service_code=*415%23&network=safaricom',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'CON Choose\n1. A' },
      expected: {
        'ussd.provider.name': 'olivetree_bonga',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*415#',
        'session.id': 'ob1',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Choose\n1. A',
        'user.id': '+254711000111',
        'network.carrier.mcc': '639',
        'network.carrier.mnc': '02',
        'network.carrier.name': 'Safaricom',
        'network.carrier.icc': 'KE',
      },
    },
    {
      name: 'end',
      made: true,
      request: {
        method: 'GET',
        path: '/?mobile_number=254711000111&session_id=ob1&message=1*2*1&service_code=*415%23&network=safaricom',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'END Bye' },
      expected: {
        'ussd.provider.name': 'olivetree_bonga',
        'ussd.operation.name': 'step',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Bye',
      },
    },
  ],
};
