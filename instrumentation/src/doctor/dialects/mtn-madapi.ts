import { callerOf, type Dialect, GHANAIAN, type Turn } from './dialect.ts';
import { bareCode, jsonAnswer, jsonRequest, latestInput } from './messages.ts';

export const mtnMadapi: Dialect = {
  provider: 'mtn_madapi',
  caller: callerOf(GHANAIAN, '*928#'),
  request: (turn) => jsonRequest(fieldsOf(turn, turn.first ? '0' : '1')),
  answer: (inboundResponse, userInputRequired) =>
    jsonAnswer({ data: { inboundResponse, userInputRequired } }),
  report: (turn, word) => jsonRequest({ ...fieldsOf(turn, '4'), ussdString: `abort ${word}` }),
};

/** An aggregator that passes the same requests on, without the code. */
export const kairos: Dialect = {
  provider: 'kairos',
  caller: mtnMadapi.caller,
  request(turn) {
    const { serviceCode: _, ...fields } = fieldsOf(turn, '0');
    return jsonRequest(fields);
  },
  answer: (message) => jsonAnswer({ message }),
};

function fieldsOf(turn: Turn, messageType: string) {
  const { sessionId, msisdn, code } = turn.caller ?? mtnMadapi.caller;
  return {
    sessionId,
    messageType,
    msisdn,
    serviceCode: bareCode(code),
    ussdString: latestInput(code, turn),
  };
}
