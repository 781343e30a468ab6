import { lookUp, nonEmpty, parseJsonObject, present, textOf, wholeNumber } from './fields.ts';
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

// SMPP's ussd_service_op, which the gateway passes on.
const INITIATING = '1';
const OPERATIONS: Readonly<Record<string, 'continue' | 'end'>> = { '2': 'continue', '17': 'end' };

/**
 * Uzo of Mobiverse (Ghana), and gateways with the same `ussdServiceOp`.
 *
 * mobiverse-solutions.github.io/uzo-documentation.
 */
export const uzo: Provider = {
  name: 'uzo',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['ussdServiceOp', 'sessionID', 'msisdn'] },
  detectEndReport: {
    allOf: ['ussdServiceOp', 'sessionID', 'msisdn'],
    values: { ussdServiceOp: /^(?:29|[3-9]\d|\d{3})$/ },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const ussdString = textOf(fields.ussdString);
  if (facts === undefined || ussdString === undefined) return undefined;
  const start = textOf(fields.ussdServiceOp) === INITIATING;
  // Only the first one is the whole of what was dialled; `code` may hold it too.
  const dialled = (start ? dialledOf(ussdString) : undefined) ?? nonEmpty(fields.code);
  return { ...facts, start, text: start ? '' : ussdString, ...present({ dialled }) };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const text = textOf(answer?.message);
  const operation = wholeNumber(answer?.ussdServiceOp);
  const type = lookUp(OPERATIONS, String(operation));
  // The documentation answers with 1 in one sample and does not list it: what it does, nobody says.
  if (type === undefined && operation !== undefined && text !== undefined) {
    return { type: 'unknown', text };
  }
  return screenAnswer(type, text, body);
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.ussdServiceOp);
  if (facts === undefined || status === undefined) return undefined;
  // "Terminating": by whom, it does not say.
  return { ...facts, status, outcome: 'abandoned', vague: true };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.sessionID);
  if (sessionId === undefined) return undefined;
  const mnc = nonEmpty(fields.network);
  const icc = nonEmpty(fields.country)?.toUpperCase();
  const network: NetworkClaim | undefined =
    mnc === undefined || icc === undefined ? undefined : { mnc, icc };
  return {
    sessionId,
    serviceCode: '',
    ...present({ msisdn: nonEmpty(fields.msisdn), network }),
  };
}
