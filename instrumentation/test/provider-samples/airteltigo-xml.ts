import type { ProviderSamples } from './provider-samples.ts';

export const airteltigoXmlSamples: ProviderSamples = {
  provider: 'airteltigo_xml',
  samples: [
    {
      name: 'start',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<USSDDynMenuRequest><requestId>r1</requestId><msisdn>233271231234</msisdn><timeStamp>2024/01/01 10:00:00</timeStamp><starCode>145</starCode><keyWord>145</keyWord><dataSet><param><id>IS_NEW_REQ</id><value>1</value></param></dataSet><userData>145#</userData><sessionId>ax1</sessionId></USSDDynMenuRequest>',
      },
      answer: {
        headers: {},
        body: '<USSDDynMenuResponse><requestId>r1</requestId><sessionId>ax1</sessionId><msisdn>233271231234</msisdn><dataSet><param><id>1</id><value>Welcome\n1. Go</value><rspFlag>1</rspFlag><rspURL></rspURL></param></dataSet><ErrCode>1</ErrCode></USSDDynMenuResponse>',
      },
      expected: {
        'ussd.provider.name': 'airteltigo_xml',
        'ussd.operation.name': 'step',
        'ussd.service.code': '145',
        'session.id': 'ax1',
        'ussd.step.index': 0,
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome\n1. Go',
        'user.id': '+233271231234',
        'network.carrier.mcc': '620',
        'network.carrier.mnc': '06',
        'network.carrier.name': 'AT',
        'network.carrier.icc': 'GH',
      },
    },
    {
      name: 'continue and end',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/xml' },
        body: '<USSDDynMenuRequest><requestId>r1</requestId><msisdn>233271231234</msisdn><timeStamp>2024/01/01 10:00:00</timeStamp><starCode>145</starCode><keyWord>145</keyWord><dataSet><param><id>IS_NEW_REQ</id><value>0</value></param></dataSet><userData>1#</userData><sessionId>ax1</sessionId></USSDDynMenuRequest>',
      },
      answer: {
        headers: {},
        body: '<USSDDynMenuResponse><requestId>r1</requestId><sessionId>ax1</sessionId><msisdn>233271231234</msisdn><dataSet><param><id>1</id><value>Bye</value><rspFlag>2</rspFlag><rspURL></rspURL></param></dataSet><ErrCode>1</ErrCode></USSDDynMenuResponse>',
      },
      expected: {
        'ussd.provider.name': 'airteltigo_xml',
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
      name: 'start as JSON',
      made: true,
      request: {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          msisdn: '233271231234',
          sessionId: 'ax2',
          requestId: 'r2',
          starCode: '145',
          keyWord: '145',
          userData: '*145*1#',
          timeStamp: '2024/01/01 10:00:00',
          dataSet: { param: [{ id: 'IS_NEW_REQ', value: '1' }] },
        }),
      },
      answer: {
        headers: {},
        body: JSON.stringify({
          USSDDynMenuResponse: {
            sessionId: 'ax2',
            dataSet: { param: { id: '1', value: 'Welcome', rspFlag: '1' } },
          },
        }),
      },
      expected: {
        'ussd.provider.name': 'airteltigo_xml',
        'ussd.operation.name': 'step',
        'session.id': 'ax2',
        'ussd.step.index': 0,
        'ussd.input.source': 'dialled',
        'ussd.input.text': '1',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome',
      },
    },
  ],
};
