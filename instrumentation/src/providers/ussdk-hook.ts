import { nonEmpty, objectOf, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, Provider, ProviderRequest } from './provider.ts';

/**
 * A hook of USSDK: its engine draws the screens and asks the app before one. What the app answers is
 * data for the engine, neither a screen nor a word on whether the session goes on.
 *
 * ussdk.vercel.app/docs/hooks.
 */
export const ussdkHook: Provider = {
  name: 'ussdk_hook',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['input', 'props'] },
  parseRequest,
  readAnswer: () => ({ type: 'unknown' }),
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const props = objectOf(fields.props);
  const session = objectOf(props.session);
  const msisdn = nonEmpty(session.msisdn);
  // Its documentation's sample has no id of the session; then only the number ties the calls together.
  const own = nonEmpty(session.id);
  const sessionId = own ?? msisdn;
  const text = textOf(objectOf(fields.input).key);
  if (msisdn === undefined || sessionId === undefined || text === undefined) return undefined;
  return {
    sessionId,
    ...(own === undefined && { reusedId: true }),
    serviceCode: '',
    text,
    // Whatever was entered at earlier steps, PINs included.
    earlier: Object.values(objectOf(props.values)).flatMap((value) => textOf(value) ?? []),
    ...present({ msisdn }),
  };
}
