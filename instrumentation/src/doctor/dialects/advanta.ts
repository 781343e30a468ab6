import { callerOf, type Dialect, KENYAN, type Turn } from './dialect.ts';
import { conEndAnswer, dialledString, getRequest } from './messages.ts';

export const advanta = advantaLike((_code, { inputs }) => inputs.join('*'));
/** Resellers that repeat the code in front of the inputs. */
export const advantaWithCode = advantaLike(dialledString);

function advantaLike(inputOf: (code: string, turn: Turn) => string): Dialect {
  const own = callerOf(KENYAN, '*415#');
  return {
    provider: 'advanta',
    cumulative: true,
    caller: own,
    request(turn) {
      const { sessionId, msisdn, code } = turn.caller ?? own;
      return getRequest({
        SESSIONID: sessionId,
        USSDCODE: code,
        MSISDN: msisdn,
        INPUT: inputOf(code, turn),
        NETWORK: 'saf',
      });
    },
    answer: conEndAnswer,
  };
}
