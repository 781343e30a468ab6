import { flagOf, parseJsonObject, textOf } from './fields.ts';
import type {
  Callback,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';

/**
 * Arkesel (Ghana). Nothing is heard when a subscriber leaves: it documents no end notification.
 *
 * Shape from its documentation's samples, as public apps quote them, and npm ussd-builder 1.3.2.
 */
export const arkesel: Provider = {
  name: 'arkesel',
  inputMode: 'latest',
  // Not documented; 180 s is the longest session of the networks that document one.
  idleLimitSeconds: 180,
  detect: { allOf: ['sessionID', 'newSession', 'msisdn', 'userData'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = textOf(fields.sessionID);
  const userData = textOf(fields.userData);
  if (sessionId === undefined || sessionId === '' || userData === undefined) return undefined;
  // Form senders write the flag as a word.
  const start = flagOf(fields.newSession) === true;
  const msisdn = textOf(fields.msisdn);
  const name = textOf(fields.network);
  return {
    sessionId,
    // Only the first request carries the code, as the dialled string.
    serviceCode: '',
    start,
    ...(start ? { text: '', dialled: userData } : { text: userData }),
    ...(msisdn !== undefined && { msisdn }),
    ...(name !== undefined && { network: { name, icc: 'GH' } }),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const more = answer?.continueSession;
  const text = textOf(answer?.message);
  if (text === undefined || typeof more !== 'boolean')
    return { type: 'invalid', text: text ?? body };
  return { type: more ? 'continue' : 'end', text };
}
