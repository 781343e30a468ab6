import { callerOf, type Dialect } from './dialect.ts';
import { elements, lastInput, xmlAnswer, xmlRequest } from './messages.ts';

export const flaresXml: Dialect = {
  provider: 'flares_xml',
  caller: callerOf('265991234567'),
  request(turn) {
    const { sessionId, msisdn } = turn.caller ?? flaresXml.caller;
    const subscriberInput = turn.first ? turn.inputs.join('*') : lastInput(turn);
    return xmlRequest('request', elements({ msisdn, sessionId, subscriberInput }));
  },
  answer: (applicationResponse) => xmlAnswer('response', elements({ applicationResponse })),
};
