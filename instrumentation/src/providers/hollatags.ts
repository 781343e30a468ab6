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
import { dialledOf } from './service-code.ts';

const OPERATIONS: Readonly<Record<string, 'continue' | 'end'>> = {
  continue: 'continue',
  end: 'end',
};

/**
 * HollaTags (Nigeria): a GET, answered with JSON.
 *
 * docs.hollatags.com/ussd/inbound.
 */
export const hollatags: Provider = {
  name: 'hollatags',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['session_msisdn', 'session_operation', 'session_id'] },
  detectEndReport: {
    allOf: ['session_msisdn', 'session_operation', 'session_id'],
    values: { session_operation: /^end$/i },
  },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const facts = sessionFacts(fields);
  if (facts === undefined) return undefined;
  const start = textOf(fields.session_operation)?.toLowerCase() === 'begin';
  const message = textOf(fields.session_msg) ?? '';
  // What was dialled behind the code may stand in either.
  const dialled = (start ? dialledOf(message) : undefined) ?? nonEmpty(fields.session_from);
  return { ...facts, start, text: start ? '' : message, ...present({ dialled }) };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const type = lookUp(OPERATIONS, textOf(answer?.session_operation)?.toLowerCase());
  return screenAnswer(type, textOf(answer?.session_msg), body);
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const facts = sessionFacts(fields);
  const status = nonEmpty(fields.session_operation);
  if (facts === undefined || status === undefined) return undefined;
  // Either side may end it, and the word is the same.
  return { ...facts, status, outcome: 'abandoned', vague: true };
}

function sessionFacts(fields: ProviderRequest['fields']): SessionFacts | undefined {
  const sessionId = nonEmpty(fields.session_id);
  if (sessionId === undefined) return undefined;
  const name = nonEmpty(fields.session_mno);
  const network: NetworkClaim | undefined = name === undefined ? undefined : { name, icc: 'NG' };
  return {
    sessionId,
    serviceCode: '',
    ...present({ msisdn: nonEmpty(fields.session_msisdn), network }),
  };
}
