import type { ProviderSamples } from './provider-samples.ts';

export const southpawslSamples: ProviderSamples = {
  provider: 'southpawsl',
  samples: [
    {
      name: 'start',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          sessionId: 'sp1',
          menuId: 'm',
          ussdState: '',
          ussdString: '*715#',
          ussdParameters: [],
          possibleAnswers: '',
          msisdn: '23276123456',
          inputOption: '*715#',
          network: 'orange',
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          message: 'Welcome\n1. Go',
          state: 'CONTINUE',
          menuId: 'm',
          ussdString: '*715#',
          option: '',
          ussdParameter: [],
        }),
      },
      expected: {
        'ussd.provider.name': 'southpawsl',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*715#',
        'session.id': 'sp1',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome\n1. Go',
        'user.id': '+23276123456',
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
          sessionId: 'sp1',
          menuId: 'm',
          ussdState: '',
          ussdString: '*715#',
          ussdParameters: [],
          possibleAnswers: '',
          msisdn: '23276123456',
          inputOption: '1',
          network: 'orange',
        }),
      },
      answer: { headers: {}, body: JSON.stringify({ message: 'Bye', state: 'END', menuId: 'm' }) },
      expected: {
        'ussd.provider.name': 'southpawsl',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.text': '1',
        'ussd.response.type': 'end',
        'ussd.session.outcome': 'completed',
      },
    },
  ],
};
