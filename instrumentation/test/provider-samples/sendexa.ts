import type { ProviderSamples } from './provider-samples.ts';

export const sendexaSamples: ProviderSamples = {
  provider: 'sendexa',
  samples: [
    {
      name: 'end webhook',
      request: {
        method: 'POST',
        path: '/webhooks',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          event: 'ussd.session.completed',
          timestamp: '2024-01-15T10:31:00Z',
          data: {
            sessionId: 'ussd_sess_987654321',
            phone: '233555539152',
            network: 'MTN',
            duration: 55,
            totalSteps: 4,
            status: 'success',
          },
        }),
      },
      answer: { headers: {}, body: 'OK' },
      expected: {
        'ussd.provider.name': 'sendexa',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'success',
        'ussd.session.end.source': 'provider_report',
        'ussd.end_report.hop.count': 4,
        'session.id': 'ussd_sess_987654321',
        'user.id': '+233555539152',
      },
    },
    {
      name: 'end webhook with a word that is not documented',
      made: true,
      request: {
        method: 'POST',
        path: '/webhooks',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          event: 'ussd.session.completed',
          timestamp: '2024-01-15T10:31:00Z',
          data: {
            sessionId: 'ussd_sess_2',
            phone: '233555539152',
            network: 'MTN',
            duration: 55,
            totalSteps: 4,
            status: 'dropped',
          },
        }),
      },
      answer: { headers: {}, body: 'OK' },
      expected: {
        'ussd.provider.name': 'sendexa',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'dropped',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'abandoned',
      },
    },
  ],
};
