import { callerOf, type Dialect } from './dialect.ts';
import { jsonAnswer, jsonRequest, lastInput } from './messages.ts';

/** As documented: without a session's id. */
export const ussdkHook = ussdkLike(false);
export const ussdkHookWithId = ussdkLike(true);

function ussdkLike(withId: boolean): Dialect {
  const own = callerOf('0240000001');
  return {
    provider: 'ussdk_hook',
    caller: own,
    request(turn) {
      const { sessionId, msisdn } = turn.caller ?? own;
      return jsonRequest({
        input: { key: lastInput(turn) },
        props: {
          session: { msisdn, network: 'sim', ...(withId && { id: sessionId }) },
          values: Object.fromEntries(turn.inputs.map((value, index) => [`step${index}`, value])),
        },
      });
    },
    answer: (screen, more) => jsonAnswer({ message: screen, more }),
  };
}
