import { userHashes } from '../user-hash-keys.ts';
import { NO_HASH_KEY } from './filters.ts';
import type { QueryConfig, QueryContext } from './query-context.ts';

/** What a text typed into the search box stands for. */
export type Identity =
  | { readonly kind: 'subscriber'; readonly userHashes: readonly string[] }
  | { readonly kind: 'session'; readonly sessionId: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** The text of the query that looks for a session's id. */
export const SESSION_EXISTS_SQL =
  'SELECT 1 FROM sessions FINAL WHERE session_id = {sessionId:String} LIMIT 1';

// E.164 has up to 15 digits; the shortest subscriber numbers with a country code have 8 or so.
const NUMBER = /^[+(]?\d[\d\s().-]*$/;
const DIGITS_MIN = 7;
const DIGITS_MAX = 17;

/**
 * Finds out whether a text is a session's id or a phone number, so that the number becomes a hash
 * before it reaches an address or a log.
 */
export async function identify(
  text: string,
  store: QueryContext['store'],
  config: QueryConfig,
): Promise<Identity> {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'unknown', why: 'Type a session id or a phone number.' };
  const found = await store.query(SESSION_EXISTS_SQL, { sessionId: trimmed });
  if (found.length > 0) return { kind: 'session', sessionId: trimmed };
  if (!looksLikeNumber(trimmed)) {
    return {
      kind: 'unknown',
      why: 'No session has this id, and it does not look like a phone number such as +254 711 000 111.',
    };
  }
  if (config.userHashKeys.length === 0) return { kind: 'unknown', why: NO_HASH_KEY };
  if (/^0(?!0)/.test(trimmed.replace(/\D/g, ''))) {
    return {
      kind: 'unknown',
      why: 'Type the number with its country code, such as +254 711 000 111: gateways send it that way.',
    };
  }
  return { kind: 'subscriber', userHashes: userHashes(trimmed, config.userHashKeys) };
}

function looksLikeNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return NUMBER.test(text) && digits >= DIGITS_MIN && digits <= DIGITS_MAX;
}
