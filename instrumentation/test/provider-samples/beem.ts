import type { ProviderSamples } from './provider-samples.ts';

export const beemSamples: ProviderSamples = {
  provider: 'beem',
  samples: [
    {
      name: 'start',
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          command: 'initiate',
          msisdn: '255692189307',
          session_id: '689970',
          operator: 'tigotz',
          payload: { request_id: 1, response: 0 },
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          msisdn: '255692189307',
          operator: 'tigotz',
          session_id: '689970',
          command: 'continue',
          payload: { request_id: 1, request: 'Welcome\n1. Go on' },
        }),
      },
      expected: {
        'ussd.provider.name': 'beem',
        'ussd.operation.name': 'step',
        'session.id': '689970',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome\n1. Go on',
        'user.id': '+255692189307',
        'network.carrier.mcc': '640',
        'network.carrier.mnc': '02',
        'network.carrier.name': 'Tigo',
        'network.carrier.icc': 'TZ',
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
          command: 'continue',
          msisdn: '255692189307',
          session_id: '689970',
          operator: 'tigotz',
          payload: { request_id: 2, response: '1' },
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          msisdn: '255692189307',
          operator: 'tigotz',
          session_id: '689970',
          command: 'terminate',
          payload: { request_id: 2, request: 'Bye' },
        }),
      },
      expected: {
        'ussd.provider.name': 'beem',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.type': 'option',
        'ussd.input.text': '1',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Bye',
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
        body: JSON.stringify({
          command: 'terminate',
          msisdn: '255692189308',
          session_id: '689971',
          operator: 'vodacom',
          payload: { request_id: 2, response: '' },
        }),
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'beem',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'terminate',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'abandoned',
      },
    },
  ],
};
