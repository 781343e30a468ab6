import { callerOf, type Dialect } from './dialect.ts';
import { jsonAnswer, jsonRequest, latestInput } from './messages.ts';

export const ideamart: Dialect = {
  provider: 'ideamart',
  caller: callerOf('94771234567'),
  request(turn) {
    const { sessionId, code } = turn.caller ?? ideamart.caller;
    return jsonRequest({
      applicationId: 'APP',
      sessionId,
      ussdOperation: turn.first ? 'mo-init' : 'mo-cont',
      sourceAddress: 'tel:AZ110',
      message: latestInput(code, turn),
    });
  },
  // Screens go to the gateway in calls of the app's own; this only says that the request came.
  answer: () => jsonAnswer({ statusCode: 'S1000' }),
};
