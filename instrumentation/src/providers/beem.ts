import { lookUp, nonEmpty, objectOf, parseJsonObject, present, textOf } from './fields.ts';
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

const COMMANDS: Readonly<Record<string, 'continue' | 'end'>> = {
  continue: 'continue',
  terminate: 'end',
};

// Only where a name belongs to one country, because the request does not say which.
const TANZANIAN = /^(?:tigotz|halotel|ttcl)$/i;

/**
 * Beem's USSD hub (Tanzania).
 *
 * docs.beem.africa/ussd; npm ussd-builder 1.3.2.
 */
export const beem: Provider = {
  name: 'beem',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['command', 'session_id', 'msisdn', 'payload'] },
  detectEndReport: {
    allOf: ['command', 'session_id', 'msisdn'],
    values: { command: /^terminate$/i },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const typed = textOf(objectOf(fields.payload).response);
  const start = textOf(fields.command)?.toLowerCase() === 'initiate';
  if (facts === undefined || (typed === undefined && !start)) return undefined;
  return start
    ? { ...facts, start, text: '', ...present({ dialled: dialledOf(typed) }) }
    : { ...facts, start, text: typed ?? '' };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const type = lookUp(COMMANDS, textOf(answer?.command)?.toLowerCase());
  return screenAnswer(type, textOf(objectOf(answer?.payload).request), body);
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.command);
  if (facts === undefined || status === undefined) return undefined;
  // Whether the subscriber, their time or the network ended it, the request does not say.
  return { ...facts, status, outcome: 'abandoned', vague: true };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.session_id);
  if (sessionId === undefined) return undefined;
  const msisdn = nonEmpty(fields.msisdn);
  const name = nonEmpty(fields.operator);
  const known = msisdn?.replace(/\D/g, '').startsWith('255') || TANZANIAN.test(name ?? '');
  const network: NetworkClaim | undefined =
    name !== undefined && known ? { name, icc: 'TZ' } : undefined;
  return { sessionId, serviceCode: '', ...present({ msisdn, network }) };
}
