import { nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, Provider, ProviderRequest } from './provider.ts';

const CODE = /^\*[\d*]+#$/;

/**
 * Kairos Afrika (Ghana). Its documentation shows the request, with a `messageType` that is always 0,
 * and no answer: when a session starts and ends is not known.
 *
 * docs.kairosafrika.com/ussd-api/endpoint/webhook-request.
 */
export const kairos: Provider = {
  name: 'kairos',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  // MTN's fields without the code that MTN always sends.
  detect: { allOf: ['sessionId', 'messageType', 'msisdn', 'ussdString'], noneOf: ['serviceCode'] },
  parseRequest,
  readAnswer: () => ({ type: 'unknown' }),
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionId);
  const ussdString = textOf(fields.ussdString);
  if (sessionId === undefined || ussdString === undefined) return undefined;
  return {
    sessionId,
    serviceCode: '',
    ...(CODE.test(ussdString) ? { text: '', dialled: ussdString } : { text: ussdString }),
    ...present({ msisdn: nonEmpty(fields.msisdn) }),
  };
}
