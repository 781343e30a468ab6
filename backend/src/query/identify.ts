import { userHashes } from '../user-hash-keys.ts';
import { callingCodeText, lacksCountryCode } from './calling-codes.ts';
import { NO_HASH_KEY } from './filters.ts';
import type { NumberLookups } from './number-lookups.ts';
import type { QueryConfig, QueryContext } from './query-context.ts';
import type { IdColumn } from './session-versions.ts';

/** What a text typed into the search box stands for. */
export type Identity =
  | { readonly kind: 'subscriber'; readonly userHashes: readonly string[] }
  | { readonly kind: 'session'; readonly sessionId: string }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * The text of the query that looks for a session by its id, or by that of its trace. Without FINAL, of which the
 * answer would take several times as long: an id that a session had before leads to a page that says so.
 */
export function namedSql(by: IdColumn): string {
  return `
SELECT session_id AS sessionId
FROM sessions
WHERE ${by} = {text:String} AND session_id != ''
ORDER BY revision DESC
LIMIT 1
SETTINGS max_threads = 1`;
}

/** The text of the query that looks for a subscriber. */
export const SUBSCRIBER_EXISTS_SQL =
  'SELECT 1 FROM sessions WHERE user_hash IN {hashes:Array(String)} LIMIT 1';

/** The text of the query for the countries of all sessions, most frequent first. */
export const COUNTRIES_SQL =
  "SELECT country FROM sessions WHERE country != '' GROUP BY country ORDER BY count() DESC, country LIMIT 5";

const TRACE_ID = /^[0-9a-f]{32}$/;
// E.164 has up to 15 digits; the shortest subscriber numbers with a country code have 8 or so.
const NUMBER = /^[+(]?\d[\d\s().-]*$/;
const DIGITS_MIN = 7;
const DIGITS_MAX = 17;

/**
 * Finds out whether a text is a session's id or a phone number, so that the number becomes a hash
 * before it reaches an address or a log.
 *
 * @throws {QueryError} 429 when too many numbers are looked for.
 */
export async function identify(
  text: string,
  store: QueryContext['store'],
  config: QueryConfig,
  lookups: NumberLookups,
): Promise<Identity> {
  // As a contact's link has it (RFC 3966), parameters and all.
  const trimmed = text.trim().replace(/^tel:([^;]*).*$/i, '$1');
  if (trimmed === '') return { kind: 'unknown', why: 'Type a session id or a phone number.' };
  const named = async (by: IdColumn) =>
    (await store.query<{ sessionId: string }>(namedSql(by), { text: trimmed }))[0];
  // Some gateways make ids that look like a trace's, so both are looked for.
  const found =
    (await named('session_id')) ?? (TRACE_ID.test(trimmed) ? await named('trace_id') : undefined);
  if (found !== undefined) return { kind: 'session', sessionId: found.sessionId };
  if (!looksLikeNumber(trimmed)) {
    return {
      kind: 'unknown',
      why: 'No session has this id. An id is searched as a whole; a phone number looks like +254 711 000 111.',
    };
  }
  if (config.userHashKeys.length === 0) return { kind: 'unknown', why: NO_HASH_KEY };
  lookups.take([trimmed]);
  const hashes = userHashes(trimmed, config.userHashKeys);
  // Some gateways do send numbers without a country code: what is stored is found as it is.
  if (lacksCountryCode(trimmed) && !(await isKnown(hashes, store))) {
    return { kind: 'unknown', why: await explainCountryCode(store) };
  }
  return { kind: 'subscriber', userHashes: hashes };
}

async function isKnown(hashes: readonly string[], store: QueryContext['store']): Promise<boolean> {
  return (await store.query(SUBSCRIBER_EXISTS_SQL, { hashes })).length > 0;
}

// Names the codes, never the number: errors do not repeat what was typed.
async function explainCountryCode(store: QueryContext['store']): Promise<string> {
  const seen = await store.query<{ readonly country: string }>(COUNTRIES_SQL, {});
  const codes = seen.flatMap(({ country }) => callingCodeText(country) ?? []);
  const which =
    codes.length === 0
      ? 'such as +254 711 000 111'
      : `without the 0 in front; the sessions here are of ${codes.join(', ')}`;
  return `Type the number with its country code, ${which}. Gateways send it that way.`;
}

function looksLikeNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return NUMBER.test(text) && digits >= DIGITS_MIN && digits <= DIGITS_MAX;
}
