import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { jsonAnswer, jsonRequest, latestInput } from './messages.ts';

export const arkesel: Dialect = {
  provider: 'arkesel',
  caller: callerOf(GHANAIAN),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? arkesel.caller;
    return jsonRequest({
      sessionID: sessionId,
      userID: 'USSD_TEST',
      newSession: turn.first,
      msisdn,
      userData: latestInput(code, turn),
      network: 'MTN',
    });
  },
  answer: (message, continueSession) => jsonAnswer({ message, continueSession }),
};
