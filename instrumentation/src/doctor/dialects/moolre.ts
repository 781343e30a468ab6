import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { jsonAnswer, jsonRequest, lastInput } from './messages.ts';

export const moolre: Dialect = {
  provider: 'moolre',
  caller: callerOf(GHANAIAN),
  request(turn) {
    const { sessionId, msisdn } = turn.caller ?? moolre.caller;
    return jsonRequest({
      sessionid: sessionId,
      new: turn.first,
      msisdn,
      network: 3,
      message: turn.first ? '' : lastInput(turn),
      extension: 109,
      data: turn.first ? turn.inputs.join('*') : '',
    });
  },
  answer: (message, reply) => jsonAnswer({ message, reply }),
};
