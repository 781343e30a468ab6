import type { ProviderSamples } from './provider-samples.ts';

export const hollatagsSamples: ProviderSamples = {
  provider: 'hollatags',
  samples: [
    {
      name: 'start',
      request: {
        method: 'GET',
        path: '/?session_msisdn=2347000000000&session_operation=begin&session_msg=Hello&session_id=5456657676&session_from=*7006%23&session_type=1&session_mno=MTN',
        headers: {},
        body: '',
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          session_operation: 'continue',
          session_type: 1,
          session_id: '5456657676',
          session_msg:
            'Welcome to Holla tags ticket\r\n1: Book Bus Tickets\r\n2: Terms & Condition',
        }),
      },
      expected: {
        'ussd.provider.name': 'hollatags',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*7006#',
        'session.id': '5456657676',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text':
          'Welcome to Holla tags ticket\r\n1: Book Bus Tickets\r\n2: Terms & Condition',
        'user.id': '+2347000000000',
        'network.carrier.mcc': '621',
        'network.carrier.mnc': '30',
        'network.carrier.name': 'MTN',
        'network.carrier.icc': 'NG',
      },
    },
    {
      name: 'end of a session that began elsewhere',
      request: {
        method: 'GET',
        path: '/?session_msisdn=2347000000000&session_operation=continue&session_msg=2&session_id=123456&session_from=*7006%23&session_type=1&session_mno=MTN',
        headers: {},
        body: '',
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          session_operation: 'end',
          session_type: 4,
          session_id: 123456,
          session_msg: 'Thank you.',
        }),
      },
      expected: {
        'ussd.provider.name': 'hollatags',
        'ussd.operation.name': 'step',
        'session.id': '123456',
        'ussd.input.text': '2',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Thank you.',
      },
    },
    {
      name: 'ended by the gateway',
      made: true,
      request: {
        method: 'GET',
        path: '/?session_msisdn=2347000000001&session_operation=end&session_msg=&session_id=5456657677&session_from=*7006%23&session_type=4&session_mno=9MOBILE',
        headers: {},
        body: '',
      },
      answer: { headers: {}, body: '{}' },
      expected: {
        'ussd.provider.name': 'hollatags',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'end',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'abandoned',
      },
    },
  ],
};
