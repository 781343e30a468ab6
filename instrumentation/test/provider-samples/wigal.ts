import type { ProviderSamples } from './provider-samples.ts';

export const wigalSamples: ProviderSamples = {
  provider: 'wigal',
  samples: [
    {
      name: 'start',
      request: {
        method: 'GET',
        path: '/ussdflow.php?network=mtn&sessionid=123&mode=START&msisdn=233241234567&userdata=&username=bakeside&trafficid=t1',
        headers: {},
        body: '',
      },
      answer: {
        headers: {},
        body: 'mtn|MORE|233241234567|123|Welcome to Bakeside Campaign.^Select your Option:^^1. Donate ^2. Volunteer|bakeside|t1',
      },
      expected: {
        'ussd.provider.name': 'wigal',
        'ussd.operation.name': 'step',
        'session.id': '123',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text':
          'Welcome to Bakeside Campaign.\nSelect your Option:\n\n1. Donate \n2. Volunteer',
        'user.id': '+233241234567',
        'network.carrier.mcc': '620',
        'network.carrier.mnc': '01',
        'network.carrier.name': 'MTN',
        'network.carrier.icc': 'GH',
      },
    },
    {
      name: 'continue',
      request: {
        method: 'GET',
        path: '/ussdflow.php?network=mtn&sessionid=123&mode=MORE&msisdn=233241234567&userdata=1&username=bakeside&trafficid=t2',
        headers: {},
        body: '',
      },
      answer: {
        headers: {},
        body: 'mtn|MORE|233241234567|123|Enter your Full Name (First - Middle - Surname) to donate:|bakeside|t2',
      },
      expected: {
        'ussd.provider.name': 'wigal',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.type': 'option',
        'ussd.input.text': '1',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Enter your Full Name (First - Middle - Surname) to donate:',
      },
    },
    {
      name: 'end',
      made: true,
      request: {
        method: 'GET',
        path: '/ussdflow.php?network=mtn&sessionid=123&mode=MORE&msisdn=233241234567&userdata=Ama&username=bakeside&trafficid=t3',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: 'mtn|END|233241234567|123|Thank you|bakeside|t3' },
      expected: {
        'ussd.provider.name': 'wigal',
        'ussd.operation.name': 'step',
        'ussd.step.index': 2,
        'ussd.input.text': 'Ama',
        'ussd.response.type': 'end',
        'ussd.session.outcome': 'completed',
      },
    },
    {
      name: 'ended by the gateway',
      made: true,
      request: {
        method: 'GET',
        path: '/ussdflow.php?network=mtn&sessionid=124&mode=END&msisdn=233241234567&userdata=&username=bakeside&trafficid=t4',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'wigal',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'END',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'abandoned',
      },
    },
  ],
};
