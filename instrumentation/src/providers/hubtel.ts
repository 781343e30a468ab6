import type { Outcome } from '../semconv.ts';
import { lookUp, nonEmpty, parseJsonObject, present, textOf } from './fields.ts';
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
import { asDialled, dialledOf } from './service-code.ts';

const TYPES: Readonly<Record<string, 'continue' | 'end'>> = {
  response: 'continue',
  release: 'end',
  // Ends the interaction with a payment.
  addtocart: 'end',
};

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  release: 'cancelled',
  timeout: 'app_timeout',
};

// Hubtel's own app and web shop stand in the same field; they are no network.
const OPERATOR = /^(mtn|vodafone|telecel|tigo|airtel|airteltigo|at|glo|safaricom)(?:-(gh|ke))?$/i;

/**
 * Hubtel Programmable Services (Ghana).
 *
 * developers.hubtel.com/docs/api-reference-prog-services; its .NET SDK's models.
 */
export const hubtel: Provider = {
  name: 'hubtel',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: {
    allOf: ['SessionId', 'Mobile', 'Type', 'Message'],
    anyOf: ['Sequence', 'ServiceCode', 'Operator'],
  },
  detectEndReport: {
    allOf: ['SessionId', 'Mobile', 'Type'],
    values: { Type: /^(?:release|timeout)$/i },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const type = textOf(fields.Type)?.toLowerCase();
  const message = textOf(fields.Message);
  // A `query` asks for data and shows nothing.
  if (facts === undefined || message === undefined || type === 'query') return undefined;
  // A favourite is a start that skips steps.
  const start = type === 'initiation' || type === 'favorite';
  if (!start) return { ...facts, start, text: message };
  return { ...facts, start, text: '', ...present({ dialled: dialledOf(message) }) };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const type = lookUp(TYPES, textOf(answer?.Type)?.toLowerCase());
  // The older API's flags for its own logs: `Mask` hides the screen, `MaskNextRoute` the next input.
  if (type !== undefined && answer?.Mask === true) return { type, asksSecret: true };
  const read = screenAnswer(type, textOf(answer?.Message), body);
  return read.type === 'continue' && answer?.MaskNextRoute === true
    ? { ...read, asksSecret: true }
    : read;
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.Type);
  if (facts === undefined || status === undefined) return undefined;
  return { ...facts, status, ...present({ outcome: lookUp(OUTCOMES, status.toLowerCase()) }) };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.SessionId);
  if (sessionId === undefined) return undefined;
  return {
    sessionId,
    // Where a service has no code of its own, its id stands there.
    serviceCode: asDialled(textOf(fields.ServiceCode) ?? ''),
    ...present({ msisdn: nonEmpty(fields.Mobile), network: networkOf(textOf(fields.Operator)) }),
  };
}

function networkOf(operator: string | undefined): NetworkClaim | undefined {
  const [, name, country] = OPERATOR.exec(operator ?? '') ?? [];
  if (name === undefined) return undefined;
  const home = name.toLowerCase() === 'safaricom' ? 'KE' : 'GH';
  return { name, icc: country?.toUpperCase() ?? home };
}
