import { headerOf, lookUp, nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';

const FLAGS: Readonly<Record<string, 'continue' | 'end'>> = { FC: 'continue', FB: 'end' };

/**
 * The FreeFlow header protocol (Comviva's; South Sudan): a GET whose `INPUT` is the code and
 * everything typed behind it; the answer's body is the screen and its header says what follows.
 *
 * As public apps speak it.
 */
export const freeflowHttp: Provider = {
  name: 'freeflow_http',
  inputMode: 'cumulative',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['MSISDN', 'INPUT', 'SessionId'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.SessionId);
  const input = textOf(fields.INPUT);
  if (sessionId === undefined || input === undefined) return undefined;
  // *183#2*1234: dialled *183#, then typed 2 and 1234.
  const [, dialled, text = input] = /^(\*[\d*]+#)(.*)$/s.exec(input) ?? [];
  return {
    sessionId,
    serviceCode: '',
    text,
    ...(text === '' && { start: true }),
    ...present({ dialled, msisdn: nonEmpty(fields.MSISDN) }),
  };
}

function readAnswer({ headers, body }: ProviderResponse): ScreenAnswer {
  const type = lookUp(FLAGS, headerOf(headers, 'freeflow')?.trim().toUpperCase());
  // What the gateway does without the header is not documented.
  return { type: type ?? 'unknown', text: body };
}
