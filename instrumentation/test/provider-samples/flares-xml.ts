import type { ProviderSamples } from './provider-samples.ts';

export const flaresXmlSamples: ProviderSamples = {
  provider: 'flares_xml',
  samples: [
    {
      name: 'request',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/xml' },
        body: '<?xml version="1.0" encoding="UTF-8"?><request><msisdn>265991234567</msisdn><sessionId>fl1</sessionId><subscriberInput>1</subscriberInput></request>',
      },
      answer: {
        headers: {},
        body: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><response><msisdn>265991234567</msisdn><applicationResponse>Welcome\n1. Go</applicationResponse></response>',
      },
      expected: {
        'ussd.provider.name': 'flares_xml',
        'ussd.operation.name': 'step',
        'session.id': 'fl1',
        'ussd.input.type': 'option',
        'ussd.input.text': '1',
        'ussd.response.text': 'Welcome\n1. Go',
        'user.id': '+265991234567',
      },
    },
  ],
};
