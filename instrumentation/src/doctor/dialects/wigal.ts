import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { getRequest, latestInput } from './messages.ts';

export const wigal: Dialect = {
  provider: 'wigal',
  caller: callerOf(GHANAIAN),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? wigal.caller;
    return getRequest({
      network: 'mtn',
      sessionid: sessionId,
      mode: turn.first ? 'START' : 'MORE',
      msisdn,
      userdata: latestInput(code, turn),
      username: 'bakeside',
      trafficid: 't',
      other: turn.inputs.join('/'),
    });
  },
  answer: (screen, more) => ({
    headers: {},
    body: `mtn|${more ? 'MORE' : 'END'}|${GHANAIAN}|id|${screen.replaceAll('\n', '^')}|b|t`,
  }),
  report: ({ caller = wigal.caller }, word) =>
    getRequest({
      sessionid: caller.sessionId,
      mode: 'END',
      msisdn: caller.msisdn,
      trafficid: 't',
      userdata: word,
    }),
};
