import type { NetworkClaim } from '../providers/provider.ts';
import { NETWORK_NAMES } from './network-names.ts';
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
  const code = codeOf(claim);
  if (code === undefined) return 'icc' in claim ? { icc: claim.icc } : UNKNOWN;
  if (!/^\d{5,6}$/.test(code)) return UNKNOWN;
  const mcc = code.slice(0, 3);
  const mnc = code.slice(3);
  const country = NETWORKS[mcc];
  if (country === undefined) return UNKNOWN;
  const name = country.brands[mnc];
  return name === undefined ? { mcc, mnc, icc: country.icc } : { mcc, mnc, name, icc: country.icc };
}

function codeOf(claim: NetworkClaim): string | undefined {
  if ('mccmnc' in claim) return claim.mccmnc;
  if ('name' in claim) return codeOfName(claim.name, claim.icc);
  const mcc = /^\d{2,3}$/.test(claim.mnc) ? mccOf(claim.icc) : undefined;
  return mcc === undefined ? undefined : mcc + claim.mnc;
}

function codeOfName(name: string, icc: string): string | undefined {
  const folded = fold(name);
  const known = NETWORK_NAMES[icc]?.get(folded);
  if (known !== undefined) return known;
  const mcc = mccOf(icc);
  if (mcc === undefined) return undefined;
  const found = Object.entries(NETWORKS[mcc]?.brands ?? {}).filter(
    ([, brand]) => fold(brand) === folded,
  );
  const [only] = found;
  // A brand with two codes: which of them, the name does not say.
  return only !== undefined && found.length === 1 ? mcc + only[0] : undefined;
}

function mccOf(icc: string): string | undefined {
  for (const [mcc, country] of Object.entries(NETWORKS)) if (country.icc === icc) return mcc;
  return undefined;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
