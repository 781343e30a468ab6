import { callerOf, type Dialect } from './dialect.ts';
import { dialledString, jsonAnswer, jsonRequest, latestInput } from './messages.ts';

export const southpawsl: Dialect = {
  provider: 'southpawsl',
  caller: callerOf('23276123456'),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? southpawsl.caller;
    return jsonRequest({
      sessionId,
      menuId: 'm',
      ussdString: turn.first ? dialledString(code, turn) : code,
      msisdn,
      inputOption: latestInput(code, turn),
      network: 'orange',
      ussdParameters: turn.inputs,
    });
  },
  answer: (message, more) => jsonAnswer({ message, state: more ? 'CONTINUE' : 'END' }),
};
