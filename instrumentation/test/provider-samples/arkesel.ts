import type { ProviderSamples } from './provider-samples.ts';

export const arkeselSamples: ProviderSamples = {
  provider: 'arkesel',
  samples: [
    {
      name: 'start',
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          sessionID: '2005506191900168',
          userID: 'USSD_DOCUMENTATION',
          newSession: true,
          msisdn: '233271231234',
          userData: '*928*1#',
          network: 'AIRTELTIGO',
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          userID: 'USSD_DOCUMENTATION',
          sessionID: '2005506191900168',
          message: 'Welcome\n1. Vote\n2. Cancel',
          continueSession: true,
          msisdn: '233271231234',
        }),
      },
      expected: {
        'ussd.provider.name': 'arkesel',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*928*1#',
        'session.id': '2005506191900168',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.step.name': 'welcome',
        'ussd.response.text': 'Welcome\n1. Vote\n2. Cancel',
        'user.id': '+233271231234',
        'network.carrier.mcc': '620',
        'network.carrier.mnc': '06',
        'network.carrier.name': 'AT',
        'network.carrier.icc': 'GH',
      },
    },
    {
      name: 'continue and end',
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          sessionID: '2005506191900168',
          userID: 'USSD_DOCUMENTATION',
          newSession: false,
          msisdn: '233271231234',
          userData: '2',
          network: 'AIRTELTIGO',
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          userID: 'USSD_DOCUMENTATION',
          sessionID: '2005506191900168',
          message: 'Thank you for using our service. Goodbye!',
          continueSession: false,
          msisdn: '233271231234',
        }),
      },
      expected: {
        'ussd.provider.name': 'arkesel',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*928*1#',
        'ussd.step.index': 1,
        'ussd.input.type': 'option',
        'ussd.input.text': '2',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Thank you for using our service. Goodbye!',
        'ussd.session.outcome': 'completed',
      },
    },
  ],
};
