import { hmacSha256 } from './hmac-sha256.ts';

/**
 * The pseudonym of a subscriber: `<key id>.<base64url of the first 16 bytes of
 * HMAC-SHA-256(key, "msisdn:" + digits)>`.
 *
 * Keyed, because a plain hash of a phone number is found by trying all numbers of a country, which
 * takes minutes. `+254711…`, `254711…` and `00254711…` give the same value.
 *
 * @returns `undefined` when `msisdn` has no digits.
 */
export function hashUser(msisdn: string, key: string, keyId = 'k1'): string | undefined {
  const digits = msisdnDigits(msisdn);
  if (digits === '') return undefined;
  const mac = hmacSha256(key, `msisdn:${digits}`);
  return `${keyId}.${mac.toString('base64url', 0, 16)}`;
}

/** A phone number's digits in international form, without `+` or `00`. */
export function msisdnDigits(msisdn: string): string {
  return msisdn.replace(/\D/g, '').replace(/^00/, '');
}
