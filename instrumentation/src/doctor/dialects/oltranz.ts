import { callerOf, type Dialect } from './dialect.ts';
import { bareCode, jsonAnswer, jsonRequest, lastInput } from './messages.ts';

export const oltranz: Dialect = {
  provider: 'oltranz',
  caller: callerOf('250780000001', '*123#'),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? oltranz.caller;
    return jsonRequest({
      sessionId,
      serviceCode: bareCode(code),
      phoneNumber: msisdn,
      text: turn.first ? turn.inputs.join('*') : lastInput(turn),
      response: '',
      action: 'CON',
      newRequest: turn.first ? 1 : 0,
    });
  },
  answer: (response, more) => jsonAnswer({ response, action: more ? 'CON' : 'END' }),
};
