import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { jsonAnswer, jsonRequest, lastInput } from './messages.ts';

/** Its requests for screens are not documented, so they stand here for what nobody recognises. */
export const sendexa: Dialect = {
  provider: 'sendexa',
  caller: callerOf(GHANAIAN),
  request: (turn) => jsonRequest({ unknown: lastInput(turn) }),
  answer: (message) => jsonAnswer({ message }),
  report: ({ caller = sendexa.caller }, word) =>
    jsonRequest({
      event: 'ussd.session.completed',
      timestamp: '2024-01-15T10:31:00Z',
      data: {
        sessionId: caller.sessionId,
        phone: caller.msisdn,
        network: 'MTN',
        status: 'success',
        note: word,
      },
    }),
};
