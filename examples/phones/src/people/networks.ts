import type { Country } from '@hopscope/example-mobile-money/bank/customers';

/** A mobile network as its gateway names it, and what it does to sessions. */
export interface Network {
  readonly country: Country;
  /** Africa's Talking: MCC and MNC; Arkesel: a name. */
  readonly code: string;
  /** Share of the country's subscribers. */
  readonly weight: number;
  /** Silence after which the network closes the session, in milliseconds. */
  readonly idleLimitMs: number;
  /** Chance that radio or core lose the session, at every hop. */
  readonly abortPerHop: number;
}

/** The longest session of any network here (Safaricom and Airtel Kenya: 180 s). */
export const SESSION_LIMIT_MS = 180_000;

/**
 * Shares and limits: Kenya's from Africa's Talking's help centre and the regulator's rounded
 * figures; Ghana's limits are not published, so they are our guess. One network of each country
 * loses twice as many sessions.
 */
export const NETWORKS = {
  safaricom: ke('63902', 66, 30_000, 0.003),
  airtel: ke('63903', 30, 60_000, 0.003),
  telkom: ke('63907', 2, 30_000, 0.006),
  equitel: ke('63999', 2, 30_000, 0.003),
  mtn: gh('MTN', 74, 0.003),
  telecel: gh('TELECEL', 18, 0.003),
  at: gh('AIRTELTIGO', 8, 0.006),
} satisfies Record<string, Network>;

function ke(code: string, weight: number, idleLimitMs: number, abortPerHop: number): Network {
  return { country: 'KE', code, weight, idleLimitMs, abortPerHop };
}

function gh(code: string, weight: number, abortPerHop: number): Network {
  return { country: 'GH', code, weight, idleLimitMs: 45_000, abortPerHop };
}
