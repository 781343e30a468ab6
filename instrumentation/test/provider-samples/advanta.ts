import type { ProviderSamples } from './provider-samples.ts';

export const advantaSamples: ProviderSamples = {
  provider: 'advanta',
  samples: [
    {
      name: 'start',
      request: {
        method: 'GET',
        path: '/ussd_app?SESSIONID=634073548&USSDCODE=*468&MSISDN=254722000000&INPUT=&NETWORK=saf',
        headers: {},
        body: '',
      },
      answer: {
        headers: {},
        body: 'CON Welcome to TestUssd [254722000000]. Select an option:\n1. Register\n2. Feedback\n3. Exit',
      },
      expected: {
        'ussd.provider.name': 'advanta',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*468#',
        'session.id': '634073548',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'user.id': '+254722000000',
        'network.carrier.mcc': '639',
        'network.carrier.mnc': '02',
        'network.carrier.name': 'Safaricom',
        'network.carrier.icc': 'KE',
      },
    },
    {
      name: 'end of a session that kept its dialled string',
      request: {
        method: 'GET',
        path: '/?SESSIONID=1&USSDCODE=*415%23&MSISDN=254711111111&INPUT=*415*33*2%23',
        headers: {},
        body: '',
      },
      answer: {
        headers: {},
        body: 'END Contact our support on the following numbers: 2547xxxxxxx, 25402xxxxx.',
      },
      expected: {
        'ussd.provider.name': 'advanta',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*415#',
        'session.id': '1',
        'ussd.input.source': 'dialled',
        'ussd.input.text': '2',
        'ussd.response.type': 'end',
      },
    },
    {
      name: 'continue',
      made: true,
      request: {
        method: 'GET',
        path: '/ussd_app?SESSIONID=634073548&USSDCODE=*468&MSISDN=254722000000&INPUT=1&NETWORK=saf',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'CON Your name?' },
      expected: {
        'ussd.provider.name': 'advanta',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.type': 'option',
        'ussd.input.text': '1',
        'ussd.response.type': 'continue',
      },
    },
    {
      name: 'end',
      made: true,
      request: {
        method: 'GET',
        path: '/ussd_app?SESSIONID=634073548&USSDCODE=*468&MSISDN=254722000000&INPUT=1*Ann&NETWORK=saf',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'END Thank you' },
      expected: {
        'ussd.provider.name': 'advanta',
        'ussd.operation.name': 'step',
        'ussd.step.index': 2,
        'ussd.input.text': 'Ann',
        'ussd.response.type': 'end',
        'ussd.session.outcome': 'completed',
      },
    },
  ],
};
