import { type Caller, callerOf, type Dialect, GHANAIAN, type Turn } from './dialect.ts';
import {
  elements,
  jsonAnswer,
  jsonRequest,
  latestInput,
  xmlAnswer,
  xmlRequest,
} from './messages.ts';

export const truroute: Dialect = {
  provider: 'truroute',
  caller: callerOf('27829991234'),
  request: (turn) => xmlRequest('ussd', elements(fieldsOf(turn, turn.caller ?? truroute.caller))),
  answer: (msg, more) => xmlAnswer('ussd', elements({ type: more ? '2' : '3', msg })),
  report: ({ caller = truroute.caller }, word) =>
    xmlRequest(
      'ussd',
      elements({ msisdn: caller.msisdn, sessionid: caller.sessionId, type: '10', msg: word }),
    ),
};

/** The same fields as JSON, by Telecel Ghana. */
export const telecel: Dialect = {
  provider: 'truroute',
  caller: callerOf(GHANAIAN),
  request: (turn) => jsonRequest(fieldsOf(turn, turn.caller ?? telecel.caller)),
  answer: (msg, more) => jsonAnswer({ ussd: { msg, type: more ? '2' : '3' } }),
};

function fieldsOf(turn: Turn, { msisdn, sessionId, code }: Caller) {
  return {
    msisdn,
    sessionid: sessionId,
    type: turn.first ? '1' : '2',
    msg: latestInput(code, turn),
  };
}
