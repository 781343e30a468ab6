import type { Outcome } from '../semconv.ts';
import { lookUp, nonEmpty, objectOf, parseJsonObject, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  EndReport,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
  SessionFacts,
} from './provider.ts';
import { screenAnswer } from './screen-answer.ts';
import { dialledOf } from './service-code.ts';
import { xmlFields } from './xml-fields.ts';

const REQUEST = '1';
const TYPES: Readonly<Record<string, 'continue' | 'end'>> = { '2': 'continue', '3': 'end' };

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  '3': 'cancelled',
  '4': 'timed_out',
  // The charge for a premium session failed.
  '10': 'rejected',
};

// XML has this root; Telecel Ghana sends the same names as JSON, without one.
const ROOT = /^(?:ussd)?$/;

/**
 * TruTeq's TruRoute (South Africa, Namibia, Malawi), and Telecel Ghana's JSON with its names.
 *
 * SMS.COM.NA API specification; github.com/saulchelewani/truroute-ussd-adapter; npm
 * advanced-ussd-builder 2.4.5.
 */
export const truroute: Provider = {
  name: 'truroute',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: {
    allOf: ['msisdn', 'type', 'msg'],
    anyOf: ['sessionid', 'session'],
    values: { '<': ROOT, type: /^[12]$/ },
  },
  detectEndReport: {
    allOf: ['msisdn', 'type'],
    anyOf: ['sessionid', 'session'],
    values: { '<': ROOT, type: /^(?:3|4|10)$/ },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const message = textOf(fields.msg);
  if (facts === undefined || message === undefined) return undefined;
  const start = textOf(fields.type) === REQUEST;
  return start
    ? { ...facts, start, text: '', ...present({ dialled: dialledOf(message) }) }
    : { ...facts, start, text: message };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const xml = xmlFields(body);
  const answer = xml === undefined ? objectOf(parseJsonObject(body)?.ussd) : xml;
  return screenAnswer(lookUp(TYPES, textOf(answer.type)?.trim()), textOf(answer.msg), body);
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.type);
  if (facts === undefined || status === undefined) return undefined;
  return { ...facts, status, ...present({ outcome: lookUp(OUTCOMES, status) }) };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.sessionid) ?? nonEmpty(fields.session);
  if (sessionId === undefined) return undefined;
  return { sessionId, serviceCode: '', ...present({ msisdn: nonEmpty(fields.msisdn) }) };
}
