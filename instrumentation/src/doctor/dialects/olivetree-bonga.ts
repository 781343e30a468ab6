import { callerOf, type Dialect, KENYAN } from './dialect.ts';
import { conEndAnswer, getRequest } from './messages.ts';

export const olivetreeBonga: Dialect = {
  provider: 'olivetree_bonga',
  caller: callerOf(KENYAN, '*415#'),
  request: ({ inputs, caller = olivetreeBonga.caller }) =>
    getRequest({
      mobile_number: caller.msisdn,
      session_id: caller.sessionId,
      message: inputs.join('*'),
      service_code: caller.code,
      network: 'safaricom',
    }),
  answer: conEndAnswer,
};
