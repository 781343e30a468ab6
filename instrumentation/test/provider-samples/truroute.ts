import type { ProviderSamples } from './provider-samples.ts';

export const trurouteSamples: ProviderSamples = {
  provider: 'truroute',
  samples: [
    {
      name: 'start',
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<ussd><msisdn>27829991234</msisdn><sessionid>S1</sessionid><type>1</type><msg>*120*99#</msg></ussd>',
      },
      answer: {
        headers: {},
        body: '<ussd><type>2</type><msg>Welcome\n1. Go</msg><premium><cost>0</cost><ref>NULL</ref></premium></ussd>',
      },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*120*99#',
        'session.id': 'S1',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome\n1. Go',
        'user.id': '+27829991234',
      },
    },
    {
      name: 'the subscriber was too slow',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<ussd><msisdn>27829991234</msisdn><sessionid>S1</sessionid><type>4</type><msg></msg></ussd>',
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': '4',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'timed_out',
      },
    },
    {
      name: 'Telecel Ghana, start',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ msisdn: '233201234567', sessionid: 'T1', type: '1', msg: '*713#' }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          ussd: { msg: 'Welcome\n1. Go', msisdn: '233201234567', sessionid: 'T1', type: '2' },
        }),
      },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'step',
        'ussd.service.code': '*713#',
        'session.id': 'T1',
        'ussd.step.index': 0,
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome\n1. Go',
      },
    },
    {
      name: 'Telecel Ghana, end',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ msisdn: '233201234567', sessionid: 'T1', type: '2', msg: '1' }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          ussd: { msg: 'Bye', msisdn: '233201234567', sessionid: 'T1', type: '3' },
        }),
      },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'step',
        'ussd.step.index': 1,
        'ussd.input.text': '1',
        'ussd.response.type': 'end',
      },
    },
    {
      name: 'Telecel Ghana, the subscriber left',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ msisdn: '233201234567', sessionid: 'T2', type: '3', msg: '' }),
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': '3',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'cancelled',
      },
    },
    {
      name: 'continue and end',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<?xml version="1.0"?><ussd><msisdn>27829991235</msisdn><sessionid>S2</sessionid><type>2</type><msg>1</msg></ussd>',
      },
      answer: { headers: {}, body: '<ussd><type>3</type><msg>Tom &amp; Ann<!-- --></msg></ussd>' },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'step',
        'ussd.input.text': '1',
        'ussd.response.type': 'end',
        'ussd.response.length': 9,
      },
    },
    {
      name: 'the subscriber left',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<ussd><msisdn>27829991235</msisdn><session>S3</session><type>3</type><msg></msg></ussd>',
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': '3',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'cancelled',
      },
    },
    {
      name: 'the charge failed',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<ussd><msisdn>27829991235</msisdn><sessionid>S4</sessionid><type>10</type><msg></msg></ussd>',
      },
      answer: { headers: {}, body: '' },
      expected: {
        'ussd.provider.name': 'truroute',
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': '10',
        'ussd.session.end.source': 'provider_report',
        'ussd.session.outcome': 'rejected',
      },
    },
  ],
};
