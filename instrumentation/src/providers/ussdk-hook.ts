import { countryOfNumber } from '../networks/country.ts';
import { isSensitiveKey } from '../privacy/sensitive-keys.ts';
import { nonEmpty, objectOf, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, NetworkClaim, Provider, ProviderRequest } from './provider.ts';

/** What the platform calls the network of its own simulator. */
const SIMULATOR = 'sim';
const DEPTH_MAX = 8;

/**
 * A hook of USSDK: its engine draws the screens and asks the app before one. What the app answers is
 * data for the engine, and sometimes an action; never a screen.
 *
 * ussdk.vercel.app/docs/hooks.
 */
export const ussdkHook: Provider = {
  name: 'ussdk_hook',
  hook: true,
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
  const simulated = session.network === SIMULATOR;
  return {
    sessionId,
    ...(own === undefined && { reusedId: true }),
    serviceCode: textOf(session.serviceCode) ?? '',
    text,
    ...enteredIn(props.values, DEPTH_MAX),
    ...(simulated && { clientKind: 'simulator' }),
    ...present({ msisdn, network: simulated ? undefined : networkOf(session.network, msisdn) }),
  };
}

/**
 * What was entered at earlier steps, PINs included, at any depth: whatever a step's name says is a
 * secret, and whatever has a digit in it. The other words are mostly aliases of menu choices
 * (`withdraw_money`), and hiding them would hide the routes of that name.
 */
function enteredIn(
  values: unknown,
  depth: number,
  secret = false,
): { readonly earlier: string[]; readonly secrets: string[] } {
  const earlier: string[] = [];
  const secrets: string[] = [];
  for (const [key, value] of Object.entries(depth > 0 ? objectOf(values) : {})) {
    const named = secret || isSensitiveKey(key);
    const inner = enteredIn(value, depth - 1, named);
    earlier.push(...inner.earlier);
    secrets.push(...inner.secrets);
    const text = textOf(value) ?? '';
    if (named) secrets.push(text);
    else if (/\d/.test(text)) earlier.push(text);
  }
  return { earlier, secrets };
}

/** The country is not told, and a number in local form does not tell it either. */
function networkOf(network: unknown, msisdn: string): NetworkClaim | undefined {
  const name = nonEmpty(network);
  const icc = countryOfNumber(msisdn);
  return name === undefined || icc === undefined ? undefined : { name, icc };
}
