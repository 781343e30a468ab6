import { callerOf, type Dialect } from './dialect.ts';
import { getRequest } from './messages.ts';

export const freeflowHttp: Dialect = {
  provider: 'freeflow_http',
  cumulative: true,
  caller: callerOf('211925415377'),
  request: ({ inputs, caller = freeflowHttp.caller }) =>
    getRequest({
      MSISDN: caller.msisdn,
      INPUT: `${caller.code}${inputs.join('*')}`,
      SessionId: caller.sessionId,
    }),
  answer: (body, more) => ({ headers: { FreeFlow: more ? 'FC' : 'FB' }, body }),
};
