import { callerOf, type Dialect } from './dialect.ts';
import { jsonAnswer, jsonRequest, lastInput } from './messages.ts';

export const paytota: Dialect = {
  provider: 'paytota',
  caller: callerOf('256771234567'),
  request(turn) {
    const { sessionId } = turn.caller ?? paytota.caller;
    const state = turn.first ? 'START' : 'CONTINUE';
    return jsonRequest({ sessionid: sessionId, state, whatever: lastInput(turn) });
  },
  answer: (message, more) => jsonAnswer({ state: more ? 'CONTINUE' : 'END', message }),
  report: ({ caller = paytota.caller }, word) =>
    jsonRequest({ sessionid: caller.sessionId, state: 'END', whatever: word }),
};
