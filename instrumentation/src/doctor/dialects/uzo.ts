import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { dialledString, jsonAnswer, jsonRequest, latestInput } from './messages.ts';

export const uzo: Dialect = {
  provider: 'uzo',
  caller: callerOf(GHANAIAN),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? uzo.caller;
    return jsonRequest({
      ussdString: latestInput(code, turn),
      msisdn: `+${msisdn}`,
      ussdServiceOp: turn.first ? '1' : '18',
      sessionID: sessionId,
      network: '01',
      code: turn.first ? dialledString(code, turn) : code,
      country: 'GH',
    });
  },
  answer: (message, more) => jsonAnswer({ message, ussdServiceOp: more ? 2 : 17 }),
  report: ({ caller = uzo.caller }, word) =>
    jsonRequest({
      ussdString: word,
      msisdn: `+${caller.msisdn}`,
      ussdServiceOp: '30',
      sessionID: caller.sessionId,
    }),
};
