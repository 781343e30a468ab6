import { CURRENCY, countryOf } from './bank/customers.ts';
import { type Language, type Phrase, say } from './words.ts';

/** Who is on the phone and what they have said so far. */
export interface Visit {
  /** Digits without `+`. */
  readonly msisdn: string;
  /** What they dialled, for "dial ... to start again". */
  readonly serviceCode: string;
  readonly language: Language;
  readonly to?: string;
  readonly amount?: number;
  readonly reference?: string;
  readonly biller?: string;
  readonly account?: string;
  readonly pin?: string;
}

export function startVisit(msisdn: string, serviceCode: string): Visit {
  return { msisdn: msisdn.replace(/\D/g, ''), serviceCode, language: 'en' };
}

/** A phrase in the caller's language. */
export function tell(visit: Visit, phrase: Phrase, ...values: (string | number)[]): string {
  return say(visit.language, phrase, ...values);
}

/** KES or GHS. */
export function currencyOf(visit: Visit): string {
  return CURRENCY[countryOf(visit.msisdn)];
}

/** 254700001234 from 0700001234, 700001234 or +254700001234; `undefined` when it is no number. */
export function readNumber(visit: Visit, typed: string): string | undefined {
  const prefix = countryOf(visit.msisdn) === 'GH' ? '233' : '254';
  const digits = typed.replace(/^\+|\s/g, '');
  const match = new RegExp(`^(?:${prefix}|0)?(\\d{9})$`).exec(digits);
  return match ? prefix + match[1] : undefined;
}

/** Whole units within the bounds; `undefined` otherwise. */
export function readAmount(typed: string, least: number, most: number): number | undefined {
  if (!/^\d{1,6}$/.test(typed)) return undefined;
  const amount = Number(typed);
  return amount >= least && amount <= most ? amount : undefined;
}

export function readPin(typed: string): string | undefined {
  return /^\d{4}$/.test(typed) ? typed : undefined;
}
