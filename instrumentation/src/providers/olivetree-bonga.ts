import { readConEndAnswer } from './con-end.ts';
import { nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, NetworkClaim, Provider, ProviderRequest } from './provider.ts';

/**
 * Olive Tree's Bonga (Kenya). Whether `message` repeats what was typed before is not documented, so
 * no input is read from it.
 *
 * api.olivetreehub.com/ussd.
 */
export const olivetreeBonga: Provider = {
  name: 'olivetree_bonga',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['session_id', 'mobile_number', 'message'] },
  parseRequest,
  readAnswer: readConEndAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.session_id);
  if (sessionId === undefined) return undefined;
  const name = nonEmpty(fields.network);
  const network: NetworkClaim | undefined = name === undefined ? undefined : { name, icc: 'KE' };
  return {
    sessionId,
    serviceCode: textOf(fields.service_code) ?? '',
    earlier: (textOf(fields.message) ?? '').split('*'),
    ...present({ msisdn: nonEmpty(fields.mobile_number), network }),
  };
}
