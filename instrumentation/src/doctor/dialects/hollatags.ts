import { callerOf, type Dialect } from './dialect.ts';
import { dialledString, getRequest, jsonAnswer, latestInput } from './messages.ts';

export const hollatags: Dialect = {
  provider: 'hollatags',
  caller: callerOf('2347000000000'),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? hollatags.caller;
    return getRequest({
      session_msisdn: msisdn,
      session_operation: turn.first ? 'begin' : 'continue',
      session_msg: latestInput(code, turn),
      session_id: sessionId,
      session_from: turn.first ? dialledString(code, turn) : code,
      session_type: '1',
      session_mno: 'MTN',
    });
  },
  answer: (session_msg, more) =>
    jsonAnswer({ session_operation: more ? 'continue' : 'end', session_msg }),
  report: ({ caller = hollatags.caller }, word) =>
    getRequest({
      session_msisdn: caller.msisdn,
      session_operation: 'end',
      session_msg: word,
      session_id: caller.sessionId,
    }),
};
