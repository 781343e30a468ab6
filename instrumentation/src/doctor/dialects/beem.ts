import { callerOf, type Dialect } from './dialect.ts';
import { dialledString, jsonAnswer, jsonRequest, lastInput } from './messages.ts';

export const beem: Dialect = {
  provider: 'beem',
  caller: callerOf('255692189307'),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? beem.caller;
    return jsonRequest({
      command: turn.first ? 'initiate' : 'continue',
      msisdn,
      session_id: sessionId,
      operator: 'tigotz',
      payload: {
        request_id: turn.inputs.length,
        response: turn.first ? dialledString(code, turn) : lastInput(turn),
      },
    });
  },
  answer: (request, more) =>
    jsonAnswer({ command: more ? 'continue' : 'terminate', payload: { request } }),
  report: ({ caller = beem.caller }, word) =>
    jsonRequest({
      command: 'terminate',
      msisdn: caller.msisdn,
      session_id: caller.sessionId,
      payload: { response: word },
    }),
};
