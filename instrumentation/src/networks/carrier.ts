import type { NetworkClaim } from '../providers/provider.ts';
import { GHANA_NAMES } from './ghana-names.ts';
import { NETWORKS } from './networks.ts';

/** A subscriber's network; only what is known. */
export interface Carrier {
  readonly mcc?: string;
  readonly mnc?: string;
  /** Brand. */
  readonly name?: string;
  /** ISO 3166-1 alpha-2. */
  readonly icc?: string;
}

const UNKNOWN: Carrier = {};

/**
 * Looks a provider's network up.
 *
 * A code whose country is not in the table stays unknown (Africa's Talking's sandbox says 99999);
 * a network that is missing in a known country keeps its codes, without a brand.
 */
export function carrierOf(claim: NetworkClaim | undefined): Carrier {
  if (claim === undefined) return UNKNOWN;
  const code = 'mccmnc' in claim ? claim.mccmnc : codeOfName(claim.name, claim.icc);
  if (code === undefined) return 'icc' in claim ? { icc: claim.icc } : UNKNOWN;
  if (!/^\d{5,6}$/.test(code)) return UNKNOWN;
  const mcc = code.slice(0, 3);
  const mnc = code.slice(3);
  const country = NETWORKS[mcc];
  if (country === undefined) return UNKNOWN;
  const name = country.brands[mnc];
  return name === undefined ? { mcc, mnc, icc: country.icc } : { mcc, mnc, name, icc: country.icc };
}

function codeOfName(name: string, icc: string): string | undefined {
  if (icc !== 'GH') return undefined;
  return GHANA_NAMES.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}
