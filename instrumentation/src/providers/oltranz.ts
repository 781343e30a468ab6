import { lookUp, nonEmpty, parseJsonObject, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';
import { screenAnswer } from './screen-answer.ts';

const ACTIONS: Readonly<Record<string, 'continue' | 'end'>> = { CON: 'continue', END: 'end' };

/**
 * Oltranz (Rwanda). Its `newRequest` is 0 in one documented sample and 1 in the next of the same
 * session, so it is no start sign.
 *
 * developers.oltranz.com/ussdgateway/objects.html.
 */
export const oltranz: Provider = {
  name: 'oltranz',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['sessionId', 'phoneNumber', 'text', 'newRequest', 'action'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionId);
  const text = textOf(fields.text);
  if (sessionId === undefined || text === undefined) return undefined;
  return {
    sessionId,
    serviceCode: textOf(fields.serviceCode) ?? '',
    text,
    ...present({ msisdn: nonEmpty(fields.phoneNumber) }),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  return screenAnswer(lookUp(ACTIONS, textOf(answer?.action)), textOf(answer?.response), body);
}
