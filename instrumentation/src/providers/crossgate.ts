import { readConEndAnswer } from './con-end.ts';
import { nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, Provider, ProviderRequest } from './provider.ts';
import { asDialled } from './service-code.ts';

/**
 * Crossgate Solutions (Kenya): a GET whose `ussd_string` repeats the session. What its network codes
 * mean is not documented.
 *
 * docs.vas.crossgatesolutions.co.ke/ussd.
 */
export const crossgate: Provider = {
  name: 'crossgate',
  inputMode: 'cumulative',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['session_id', 'ussd_string', 'msisdn'] },
  parseRequest,
  readAnswer: readConEndAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.session_id);
  const text = textOf(fields.ussd_string);
  if (sessionId === undefined || text === undefined) return undefined;
  return {
    sessionId,
    serviceCode: asDialled(textOf(fields.service_code) ?? ''),
    text,
    ...(text === '' && { start: true }),
    ...present({ msisdn: nonEmpty(fields.msisdn) }),
  };
}
