import { callerOf, type Dialect, GHANAIAN, type Turn } from './dialect.ts';
import { bareCode, jsonAnswer, jsonRequest, latestInput } from './messages.ts';

const CALLER = callerOf(GHANAIAN);

export const hubtel = hubtelLike('hubtel');
/** The same requests; told apart by HOPSCOPE_PROVIDER only. */
export const emergent = hubtelLike('emergent');

function hubtelLike(provider: string): Dialect {
  return {
    provider,
    caller: CALLER,
    request(turn) {
      const { code } = turn.caller ?? CALLER;
      const type = turn.first ? 'Initiation' : 'response';
      return jsonRequest(fieldsOf(turn, type, latestInput(code, turn)));
    },
    answer: (screen, more) => jsonAnswer({ Message: screen, Type: more ? 'Response' : 'Release' }),
    report: (turn, word) => jsonRequest(fieldsOf(turn, 'release', word)),
  };
}

function fieldsOf(turn: Turn, type: string, message: string) {
  const { sessionId, msisdn, code } = turn.caller ?? CALLER;
  return {
    SessionId: sessionId,
    ServiceCode: bareCode(code),
    Mobile: msisdn,
    Message: message,
    Type: type,
    Operator: 'mtn',
    Sequence: turn.inputs.length,
    ClientState: turn.inputs.join('/'),
  };
}
