import { lookUp, nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  EndReport,
  NetworkClaim,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
  SessionFacts,
} from './provider.ts';
import { screenAnswer } from './screen-answer.ts';
import { dialledOf } from './service-code.ts';

const MODES: Readonly<Record<string, 'continue' | 'end'>> = { MORE: 'continue', END: 'end' };

/**
 * Wigal's Smart USSD (Ghana): a GET, answered with fields between bars.
 *
 * frog.wigal.com.gh/developers/docs/ussd; its sample ussdflow.php.
 */
export const wigal: Provider = {
  name: 'wigal',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['sessionid', 'mode', 'msisdn', 'trafficid'] },
  detectEndReport: {
    allOf: ['sessionid', 'mode', 'msisdn', 'trafficid'],
    values: { mode: /^END$/i },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const userData = textOf(fields.userdata);
  if (facts === undefined || userData === undefined) return undefined;
  const start = textOf(fields.mode)?.toUpperCase() === 'START';
  return start
    ? { ...facts, start, text: '', ...present({ dialled: dialledOf(userData) }) }
    : { ...facts, start, text: userData };
}

// NETWORK|MODE|MSISDN|SESSIONID|USERDATA|USERNAME|TRAFFICID|OTHER, with ^ for a new line.
function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const [, mode, , , userData] = body.split('|');
  const type = lookUp(MODES, mode?.trim().toUpperCase());
  return screenAnswer(type, userData?.replaceAll('^', '\n'), body);
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.mode);
  if (facts === undefined || status === undefined) return undefined;
  // The mode is documented for requests, not when it is sent.
  return { ...facts, status, outcome: 'abandoned', vague: true };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.sessionid);
  if (sessionId === undefined) return undefined;
  const name = nonEmpty(fields.network);
  const network: NetworkClaim | undefined = name === undefined ? undefined : { name, icc: 'GH' };
  return { sessionId, serviceCode: '', ...present({ msisdn: nonEmpty(fields.msisdn), network }) };
}
