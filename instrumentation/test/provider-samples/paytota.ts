import type { ProviderSamples } from './provider-samples.ts';

export const paytotaSamples: ProviderSamples = {
  provider: 'paytota',
  samples: [
    {
      name: 'start',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sessionid: 'pt1', state: 'START' }),
      },
      answer: { headers: {}, body: JSON.stringify({ sessionid: 'pt1', state: 'CONTINUE' }) },
      expected: {
        'ussd.provider.name': 'paytota',
        'ussd.operation.name': 'step',
        'session.id': 'pt1',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
      },
    },
    {
      name: 'continue and end',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sessionid: 'pt1', state: 'CONTINUE' }),
      },
      answer: { headers: {}, body: JSON.stringify({ sessionid: 'pt1', state: 'END' }) },
      expected: {
        'ussd.provider.name': 'paytota',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.response.type': 'end',
        'ussd.session.outcome': 'completed',
      },
    },
    {
      name: 'ended by the gateway',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sessionid: 'pt2', state: 'END' }),
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'paytota',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'END',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'abandoned',
      },
    },
  ],
};
