import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { jsonAnswer, jsonRequest, latestInput } from './messages.ts';

export const nalo = naloLike(true);
/** Before it had session ids: the number is the session. */
export const naloWithoutIds = naloLike(false);

function naloLike(withId: boolean): Dialect {
  const own = callerOf(GHANAIAN);
  return {
    provider: 'nalo',
    caller: own,
    request(turn) {
      const { sessionId, msisdn, code } = turn.caller ?? own;
      return jsonRequest({
        USERID: 'NALOTest',
        MSISDN: msisdn,
        USERDATA: latestInput(code, turn),
        MSGTYPE: turn.first,
        NETWORK: 'MTN',
        ...(withId && { SESSIONID: sessionId }),
      });
    },
    answer: (screen, more) => jsonAnswer({ USERID: 'NALOTest', MSG: screen, MSGTYPE: more }),
  };
}
