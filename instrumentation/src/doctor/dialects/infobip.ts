import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { dialledString, jsonAnswer, jsonRequest, lastInput } from './messages.ts';

export const infobip: Dialect = {
  provider: 'infobip',
  caller: callerOf(GHANAIAN),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? infobip.caller;
    return jsonRequest(
      {
        msisdn,
        shortCode: turn.first ? dialledString(code, turn) : code,
        text: turn.first ? '' : lastInput(turn),
        networkName: 'mtn',
        countryName: 'Ghana',
      },
      `/session/${sessionId}/${turn.first ? 'start' : 'response'}`,
      turn.first ? 'POST' : 'PUT',
    );
  },
  answer: (ussdMenu, more) => jsonAnswer({ shouldClose: !more, ussdMenu }),
  report: ({ caller = infobip.caller }, word) =>
    jsonRequest(
      { reason: `aborted ${word}`, exitCode: 520 },
      `/session/${caller.sessionId}/end`,
      'PUT',
    ),
};
