import { randomBytes } from 'node:crypto';
import { hmacSha256 } from '../privacy/hmac-sha256.ts';
import { msisdnDigits } from '../privacy/user-hash.ts';

/** Shorter numbers stand in ids by chance. */
const NUMBER_DIGITS_MIN = 7;
/** A subscriber's number without its country. */
const NATIONAL_DIGITS = 9;

// Without a key nobody else may find the number by trying all of them; then a session cannot be
// joined over several processes.
const processKey = randomBytes(32);

/**
 * The id under which a session is recorded: the provider's own, except where it holds the
 * subscriber's number. A trace id is a plain hash of it and leaves the process at every level.
 */
export function recordedSessionId(
  sessionId: string,
  msisdn: string | undefined,
  userHashKey: string | undefined,
): string {
  const number = msisdn === undefined ? '' : msisdnDigits(msisdn).slice(-NATIONAL_DIGITS);
  if (number.length < NUMBER_DIGITS_MIN || !sessionId.includes(number)) return sessionId;
  const mac = hmacSha256(userHashKey ?? processKey, `session:${sessionId}`);
  return `p.${mac.toString('base64url', 0, 16)}`;
}
