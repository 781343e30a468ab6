import { countryOfNumber } from '../networks/country.ts';
import type { Outcome } from '../semconv.ts';
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
import { goesOn, screenAnswer } from './screen-answer.ts';
import { dialledOf } from './service-code.ts';

const BEGIN = '0';
const NOTIFICATION = '3';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  // End: by whom, it does not say.
  '2': 'abandoned',
  '4': 'cancelled',
  '5': 'timed_out',
};

/**
 * MTN's Messaging USSD API (MADAPI).
 *
 * developers.mtn.com/products/ussd (OpenAPI); npm advanced-ussd-builder 2.4.5 for the answer.
 */
export const mtnMadapi: Provider = {
  name: 'mtn_madapi',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['sessionId', 'messageType', 'msisdn', 'ussdString'] },
  detectEndReport: {
    allOf: ['sessionId', 'messageType', 'msisdn'],
    values: { messageType: /^[245]$/ },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const ussdString = textOf(fields.ussdString);
  const type = textOf(fields.messageType);
  if (facts === undefined || ussdString === undefined || type === NOTIFICATION) return undefined;
  const start = type === BEGIN;
  return start
    ? { ...facts, start, text: '', ...present({ dialled: dialledOf(ussdString) }) }
    : { ...facts, start, text: ussdString };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const data = objectOf(parseJsonObject(body)?.data);
  const more = data.userInputRequired;
  return screenAnswer(
    goesOn(typeof more === 'boolean' ? more : undefined),
    textOf(data.inboundResponse),
    body,
  );
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.messageType);
  if (facts === undefined || status === undefined) return undefined;
  const outcome = lookUp(OUTCOMES, status);
  return { ...facts, status, vague: outcome === 'abandoned', ...present({ outcome }) };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.sessionId);
  if (sessionId === undefined) return undefined;
  const msisdn = nonEmpty(fields.msisdn);
  const serviceCode = textOf(fields.serviceCode);
  return {
    sessionId,
    serviceCode: serviceCode ?? '',
    ...present({
      msisdn,
      // Without a code it may be another gateway of this shape, which serves other networks too.
      network: serviceCode === undefined ? undefined : networkOf(msisdn),
    }),
  };
}

function networkOf(msisdn: string | undefined): NetworkClaim | undefined {
  const icc = countryOfNumber(msisdn ?? '');
  return icc === undefined ? undefined : { name: 'MTN', icc };
}
