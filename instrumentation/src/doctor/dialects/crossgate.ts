import { callerOf, type Dialect, KENYAN } from './dialect.ts';
import { bareCode, conEndAnswer, getRequest } from './messages.ts';

export const crossgate: Dialect = {
  provider: 'crossgate',
  cumulative: true,
  caller: callerOf(KENYAN, '*123#'),
  request: ({ inputs, caller = crossgate.caller }) =>
    getRequest({
      network_code: '2541',
      msisdn: caller.msisdn,
      service_code: bareCode(caller.code),
      session_id: caller.sessionId,
      ussd_string: inputs.join('*'),
    }),
  answer: conEndAnswer,
};
