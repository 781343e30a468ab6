const PSEUDONYM_CHARACTERS = 6;

/**
 * A short name for a subscriber: the first characters of the hash, without its key id.
 *
 * Six base64url characters are 36 bits: two of ten thousand subscribers look the same with a
 * probability of 0.07 %, good enough for the eye; links and filters carry the whole hash.
 */
export function toPseudonym(userHash: string): string {
  return userHash.slice(userHash.indexOf('.') + 1).slice(0, PSEUDONYM_CHARACTERS);
}
