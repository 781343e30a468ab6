import type { Callback, EndReport, NetworkClaim, SessionFacts } from './provider.ts';

/** The longest id that a gateway is known to send has 64. */
const ID_CHARACTERS_MAX = 256;
/** Numbers, codes and names of networks. */
const WORD_CHARACTERS_MAX = 64;
/** Everything typed in a session; 182 characters are a whole message. */
const TEXT_CHARACTERS_MAX = 2_048;

/** What of a request was typed. */
const TYPED = ['text', 'earlier', 'secrets', 'dialled'] as const;

export interface Bounded<Facts> {
  readonly facts: Facts;
  /** Something that was typed is left out, so it can be looked for nowhere. */
  readonly overlong: boolean;
}

/**
 * What a request says, bounded: a body of 64 KiB may be one field, and sessions are remembered by
 * number, not by size.
 *
 * @returns `undefined` where the session's id is nobody's.
 */
export function boundCallback(callback: Callback): Bounded<Callback> | undefined {
  const facts = boundFacts(callback);
  if (facts === undefined) return undefined;
  const typed = TYPED.filter((name) => facts[name] !== undefined);
  if (typed.every((name) => fits(facts[name]))) return { facts, overlong: false };
  const kept: { -readonly [Name in keyof Callback]: Callback[Name] } = { ...facts };
  for (const name of typed) if (!fits(kept[name])) delete kept[name];
  return { facts: kept, overlong: true };
}

/** As `boundCallback`, of what is said once the session is over. */
export function boundEndReport(report: EndReport): Bounded<EndReport> | undefined {
  const { typed, ...rest } = report;
  const facts = boundFacts(rest);
  if (facts === undefined) return undefined;
  const status = facts.status.slice(0, TEXT_CHARACTERS_MAX);
  const cost = facts.cost?.slice(0, TEXT_CHARACTERS_MAX);
  const words = { status, ...(cost !== undefined && { cost }) };
  return {
    facts: { ...facts, ...words, ...(fits(typed) && { typed }) },
    overlong: typed !== undefined && !fits(typed),
  };
}

/** @returns the same object where nothing of it is too long. */
function boundFacts<Facts extends SessionFacts>(given: Facts): Facts | undefined {
  const { sessionId, serviceCode, msisdn = '', network } = given;
  if (sessionId.length > ID_CHARACTERS_MAX) return undefined;
  const codeFits = serviceCode.length <= WORD_CHARACTERS_MAX;
  const msisdnFits = msisdn.length <= WORD_CHARACTERS_MAX;
  const networkFits = network === undefined || isShort(network);
  if (codeFits && msisdnFits && networkFits) return given;
  const facts: { -readonly [Name in keyof Facts]: Facts[Name] } = { ...given };
  if (!codeFits) facts.serviceCode = '';
  if (!msisdnFits) delete facts.msisdn;
  if (!networkFits) delete facts.network;
  return facts;
}

function isShort(network: NetworkClaim): boolean {
  const words: Readonly<Record<string, string>> = network;
  for (const name in words) if ((words[name] ?? '').length > WORD_CHARACTERS_MAX) return false;
  return true;
}

function fits<Typed extends string | readonly string[]>(typed: Typed | undefined): typed is Typed {
  if (typed === undefined) return false;
  if (typeof typed === 'string') return typed.length <= TEXT_CHARACTERS_MAX;
  return typed.reduce((sum, { length }) => sum + length, 0) <= TEXT_CHARACTERS_MAX;
}
