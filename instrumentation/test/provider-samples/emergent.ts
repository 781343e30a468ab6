import type { ProviderSamples } from './provider-samples.ts';

export const emergentSamples: ProviderSamples = {
  provider: 'emergent',
  samples: [
    {
      name: 'start',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          Mobile: '233241234567',
          SessionId: 's1',
          ServiceCode: '713',
          Type: 'initiation',
          Message: '*713#',
          Operator: 'mtn',
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({ Message: 'Welcome', Type: 'Response', MaskNextRoute: true }),
      },
      expected: {
        'ussd.provider.name': 'emergent',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*713#',
        'session.id': 's1',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome',
        'user.id': '+233241234567',
        'network.carrier.mcc': '620',
        'network.carrier.mnc': '01',
        'network.carrier.name': 'MTN',
        'network.carrier.icc': 'GH',
      },
    },
    {
      name: 'continue and end',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          Mobile: '233241234567',
          SessionId: 's1',
          ServiceCode: '713',
          Type: 'response',
          Message: '2',
          Operator: 'mtn',
        }),
      },
      answer: { headers: {}, body: JSON.stringify({ Message: 'Bye', Type: 'Release' }) },
      expected: {
        'ussd.provider.name': 'emergent',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.type': 'secret',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Bye',
        'ussd.session.outcome': 'completed',
      },
    },
  ],
};
