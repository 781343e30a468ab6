import type { ProviderSamples } from './provider-samples.ts';

export const crossgateSamples: ProviderSamples = {
  provider: 'crossgate',
  samples: [
    {
      name: 'continue',
      request: {
        method: 'GET',
        path: '/?network_code=2541&msisdn=2547XXXXXXX&service_code=123&session_id=70381&ussd_string=1*2',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'CON Enter your ID number' },
      expected: {
        'ussd.provider.name': 'crossgate',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*123#',
        'session.id': '70381',
        'ussd.input.source': 'dialled',
        'ussd.input.text': '2',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Enter your ID number',
      },
    },
    {
      name: 'end',
      request: {
        method: 'GET',
        path: '/?network_code=2541&msisdn=2547XXXXXXX&service_code=123&session_id=70381&ussd_string=1*2*3',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'END Thank you for reaching us.' },
      expected: {
        'ussd.provider.name': 'crossgate',
        'ussd.operation.name': 'step',
        'ussd.input.type': 'secret',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Thank you for reaching us.',
        'ussd.session.outcome': 'completed',
      },
    },
    {
      name: 'start',
      made: true,
      request: {
        method: 'GET',
        path: '/?network_code=2541&msisdn=254711000111&service_code=123&session_id=70382&ussd_string=',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'CON Welcome' },
      expected: {
        'ussd.provider.name': 'crossgate',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*123#',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'user.id': '+254711000111',
      },
    },
  ],
};
