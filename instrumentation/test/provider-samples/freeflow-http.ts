import type { ProviderSamples } from './provider-samples.ts';

export const freeflowHttpSamples: ProviderSamples = {
  provider: 'freeflow_http',
  samples: [
    {
      name: 'start',
      request: {
        method: 'GET',
        path: '/ussd?MSISDN=211925415377&INPUT=*183%23&SessionId=g5767fnn5',
        headers: {},
        body: '',
      },
      answer: {
        headers: { FreeFlow: 'FC', Content_Type: 'utf-8' },
        body: 'Please select your language:\n1. Kiswahili\n2. English\n3. Somali',
      },
      expected: {
        'ussd.provider.name': 'freeflow_http',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*183#',
        'session.id': 'g5767fnn5',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Please select your language:\n1. Kiswahili\n2. English\n3. Somali',
        'user.id': '+211925415377',
      },
    },
    {
      name: 'a PIN, after a request that went elsewhere',
      request: {
        method: 'GET',
        path: '/ussd?MSISDN=211925415377&INPUT=*183%232*1234&SessionId=g5767fnn5',
        headers: {},
        body: '',
      },
      answer: { headers: { FreeFlow: 'FC' }, body: 'Please confirm your PIN:' },
      expected: {
        'ussd.provider.name': 'freeflow_http',
        'ussd.operation.name': 'step',
        'ussd.input.type': 'number',
        'ussd.response.type': 'continue',
      },
    },
    {
      name: 'end',
      made: true,
      request: {
        method: 'GET',
        path: '/ussd?MSISDN=211925415378&INPUT=*183%23&SessionId=g5',
        headers: {},
        body: '',
      },
      answer: { headers: { FreeFlow: 'FB' }, body: 'Closed' },
      expected: {
        'ussd.provider.name': 'freeflow_http',
        'ussd.operation.name': 'step',
        'ussd.step.index': 0,
        'ussd.response.type': 'end',
        'ussd.response.text': 'Closed',
        'ussd.session.outcome': 'completed',
      },
    },
    {
      name: 'an answer without the header',
      made: true,
      request: {
        method: 'GET',
        path: '/ussd?MSISDN=211925415378&INPUT=*183%23&SessionId=g6',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'Who knows' },
      expected: {
        'ussd.provider.name': 'freeflow_http',
        'ussd.operation.name': 'step',
        'ussd.step.index': 0,
        'ussd.response.text': 'Who knows',
      },
    },
  ],
};
