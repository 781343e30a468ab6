import type { Outcome } from '../semconv.ts';
import { readConEnd } from './con-end.ts';
import { headerOf, lookUp, textOf, wholeNumber } from './fields.ts';
import type {
  Callback,
  EndReport,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
  SessionFacts,
} from './provider.ts';

/** A label that the app may put on its answer; the gateway shows it on its dashboard. */
const STEP_LABEL_HEADER = 'at-ussd-hop-metadata';

// `Success` only means that the app's END was shown, not that the subscriber got what they wanted.
// `Incomplete` is a cancel, a timeout or the network: the gateway does not say which.
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  Incomplete: 'abandoned',
  Failed: 'app_error',
};

/**
 * Africa's Talking, and the gateways that speak its form (Mobile Sasa, Hellio, many in Kenya).
 *
 * developers.africastalking.com/docs/ussd: overview, handle_sessions, notifications.
 */
export const africastalking: Provider = {
  name: 'africastalking',
  inputMode: 'cumulative',
  separator: '*',
  // Sessions last 180 s on every network it documents; the silence allowed is 30 or 60 s, but only
  // some networks say so (help centre 1284071, 2020).
  idleLimitSeconds: 180,
  detect: {
    allOf: ['sessionId', 'serviceCode', 'phoneNumber', 'text'],
    noneOf: ['newRequest', 'action', 'hopsCount'],
  },
  detectEndReport: { allOf: ['sessionId', 'status', 'hopsCount', 'durationInMillis'] },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  const text = textOf(fields.text);
  if (facts === undefined || text === undefined) return undefined;
  // An empty text is the only start sign: a shortcut such as *384*1*2# starts with a text.
  return text === '' ? { ...facts, text, start: true } : { ...facts, text };
}

function readAnswer({ body, headers }: ProviderResponse): ScreenAnswer {
  const answer = readConEnd(body);
  const stepName = headerOf(headers, STEP_LABEL_HEADER);
  return stepName === undefined || answer.type === 'invalid' ? answer : { ...answer, stepName };
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = textOf(fields.status);
  if (facts === undefined || status === undefined) return undefined;
  const outcome = lookUp(OUTCOMES, status);
  const cost = textOf(fields.cost);
  const hopCount = wholeNumber(fields.hopsCount);
  const durationMs = wholeNumber(fields.durationInMillis);
  const typed = textOf(fields.input);
  return {
    ...facts,
    status,
    ...(outcome !== undefined && { outcome }),
    ...(cost !== undefined && { cost }),
    ...(hopCount !== undefined && { hopCount }),
    ...(durationMs !== undefined && { durationMs }),
    ...(typed !== undefined && { typed }),
  };
}

function sessionFacts(fields: Readonly<Record<string, unknown>>): SessionFacts | undefined {
  const sessionId = textOf(fields.sessionId);
  if (sessionId === undefined || sessionId === '') return undefined;
  const msisdn = textOf(fields.phoneNumber);
  const mccmnc = textOf(fields.networkCode);
  return {
    sessionId,
    serviceCode: textOf(fields.serviceCode) ?? '',
    ...(msisdn !== undefined && { msisdn }),
    ...(mccmnc !== undefined && { network: { mccmnc } }),
  };
}
