import type { Callback, EndReport, SessionFacts } from './provider.ts';

/** The longest id that a gateway is known to send has 64. */
const ID_CHARACTERS_MAX = 256;
/** Numbers, codes and names of networks. */
const WORD_CHARACTERS_MAX = 64;
/** Everything typed in a session; 182 characters are a whole message. */
const TEXT_CHARACTERS_MAX = 2_048;

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
  const { text, earlier, secrets, dialled, ...rest } = callback;
  const facts = boundFacts(rest);
  if (facts === undefined) return undefined;
  const kept = {
    ...(fits(text) && { text }),
    ...(fits(earlier) && { earlier }),
    ...(fits(secrets) && { secrets }),
    ...(fits(dialled) && { dialled }),
  };
  const given = [text, earlier, secrets, dialled].filter((one) => one !== undefined);
  return { facts: { ...facts, ...kept }, overlong: Object.keys(kept).length < given.length };
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

function boundFacts<Facts extends SessionFacts>(given: Facts): Facts | undefined {
  if (given.sessionId.length > ID_CHARACTERS_MAX) return undefined;
  const facts: Facts = { ...given };
  const { serviceCode = '', msisdn = '', network = {} } = facts;
  if (serviceCode.length > WORD_CHARACTERS_MAX) Object.assign(facts, { serviceCode: '' });
  if (msisdn.length > WORD_CHARACTERS_MAX) delete (facts as { msisdn?: unknown }).msisdn;
  if (Object.values<string>(network).some(({ length }) => length > WORD_CHARACTERS_MAX)) {
    delete (facts as { network?: unknown }).network;
  }
  return facts;
}

function fits<Typed extends string | readonly string[]>(typed: Typed | undefined): typed is Typed {
  if (typed === undefined) return false;
  const texts: readonly string[] = typeof typed === 'string' ? [typed] : typed;
  return texts.reduce((sum, { length }) => sum + length, 0) <= TEXT_CHARACTERS_MAX;
}
