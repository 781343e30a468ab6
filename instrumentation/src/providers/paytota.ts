import { lookUp, nonEmpty, parseJsonObject, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  EndReport,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';

const STATES: Readonly<Record<string, 'continue' | 'end'>> = { CONTINUE: 'continue', END: 'end' };

/**
 * Paytota (Uganda). Of its fields only the session and its state are known: neither the number nor
 * the input nor the screen is read. Two common names are no sign of a provider, so it has to be named.
 *
 * docs.paytota.com/ussd/get-started.
 */
export const paytota: Provider = {
  name: 'paytota',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['sessionid', 'state'], values: { state: /^(?:START|CONTINUE)$/ } },
  detectEndReport: { allOf: ['sessionid', 'state'], values: { state: /^END$/ } },
  onlyByName: true,
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionid);
  if (sessionId === undefined) return undefined;
  const start = textOf(fields.state) === 'START';
  return {
    sessionId,
    serviceCode: '',
    start,
    // One of them is what was typed.
    earlier: Object.entries(fields).flatMap(([name, value]) =>
      name === 'sessionid' || name === 'state' ? [] : [textOf(value) ?? ''],
    ),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const type = lookUp(STATES, textOf(parseJsonObject(body)?.state));
  return type === undefined ? { type: 'invalid', text: body } : { type };
}

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const sessionId = nonEmpty(fields.sessionid);
  const status = nonEmpty(fields.state);
  if (sessionId === undefined || status === undefined) return undefined;
  return { sessionId, serviceCode: '', status, outcome: 'abandoned', vague: true };
}
