import { callerOf, type Dialect, KENYAN } from './dialect.ts';
import { conEndAnswer, formRequest } from './messages.ts';

export const africastalking: Dialect = {
  provider: 'africastalking',
  cumulative: true,
  caller: callerOf(KENYAN, '*384*123#', 'ATUid_letters'),
  request: ({ inputs, caller = africastalking.caller }) =>
    formRequest({
      sessionId: caller.sessionId,
      serviceCode: caller.code,
      phoneNumber: `+${caller.msisdn}`,
      networkCode: '63902',
      text: inputs.join('*'),
    }),
  answer: conEndAnswer,
  report: ({ inputs, caller = africastalking.caller }, word) =>
    formRequest({
      sessionId: caller.sessionId,
      serviceCode: caller.code,
      networkCode: '63902',
      phoneNumber: `+${caller.msisdn}`,
      status: 'Failed',
      cost: 'KES 0.10',
      durationInMillis: '46000',
      hopsCount: '4',
      input: inputs.join('*'),
      lastAppResponse: `END Done ${word}`,
      errorMessage: `Unexpected ${word}`,
    }),
};
