import { type BankClient, BankUnavailable, type Refusal, type Result } from '../bank-client.ts';
import { tell, type Visit } from '../visit.ts';
import type { Phrase } from '../words.ts';

/** What the phone shows, and whether it waits for an answer. */
export interface Shown {
  readonly text: string;
  readonly more: boolean;
}

/** Where an input leads; `problem` keeps the caller on the same screen. */
export type Turn = { readonly to: string; readonly visit: Visit } | { readonly problem: Phrase };

/**
 * One screen of the menu. `draw` may call the bank, `take` never does: the inputs of a session can
 * therefore be walked again on every request, and only the last screen costs anything.
 */
export interface Screen {
  draw(visit: Visit, bank: BankClient): Shown | Promise<Shown>;
  /** Absent on screens that end the session. */
  take?(input: string, visit: Visit): Turn;
  /** The screen that `0` leads to. */
  readonly back?: string;
}

export type Screens = Readonly<Record<string, Screen>>;

export function ask(text: string): Shown {
  return { text, more: true };
}

export function end(text: string): Shown {
  return { text, more: false };
}

const REFUSED: Readonly<Record<Refusal, Phrase>> = {
  unknown_customer: 'unknownCustomer',
  wrong_pin: 'wrongPin',
  insufficient_funds: 'insufficientFunds',
};

/** Draws from what the bank says; ends with a plain word when it refuses or cannot be reached. */
export async function withBank<T>(
  visit: Visit,
  call: Promise<Result<T>>,
  draw: (value: T) => Shown,
): Promise<Shown> {
  try {
    const result = await call;
    if ('ok' in result) return draw(result.ok);
    return end(tell(visit, REFUSED[result.refused], visit.serviceCode));
  } catch (error) {
    if (error instanceof BankUnavailable) return end(tell(visit, 'unavailable'));
    throw error;
  }
}

/** A menu: the option's number leads to a screen. */
export function choose(options: Readonly<Record<string, string>>) {
  return (input: string, visit: Visit): Turn => {
    const to = options[input];
    return to === undefined ? { problem: 'invalidChoice' } : { to, visit };
  };
}

/** Everything a screen that ends on "no" needs. */
export const cancelled: Screen = {
  draw: (visit) => end(tell(visit, 'cancelled', visit.serviceCode)),
};
