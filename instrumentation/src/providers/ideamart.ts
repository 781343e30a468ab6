import { nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, Provider, ProviderRequest } from './provider.ts';
import { dialledOf } from './service-code.ts';

/**
 * Ideamart and bdapps (Sri Lanka, Bangladesh). The app shows its screens by a call of its own to
 * `/ussd/send`, which is a hook here; its HTTP answer says nothing, and the number is masked.
 *
 * ideamart.lk, USSD API; abcdocz.com/doc/935857/ussd-api.
 */
export const ideamart: Provider = {
  name: 'ideamart',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['applicationId', 'sessionId', 'ussdOperation', 'sourceAddress'] },
  parseRequest,
  readAnswer: () => ({ type: 'unknown' }),
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionId);
  const message = textOf(fields.message);
  if (sessionId === undefined || message === undefined) return undefined;
  const start = textOf(fields.ussdOperation) === 'mo-init';
  const facts = { sessionId, serviceCode: '', start };
  return start
    ? { ...facts, text: '', ...present({ dialled: dialledOf(message) }) }
    : { ...facts, text: message };
}
