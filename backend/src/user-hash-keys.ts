import { hashUser } from '@hopscope/instrumentation/user-hash';

/** A key of `user.hash`. */
export interface UserHashKey {
  /** Stands before each hash, so that keys can be changed: `k1`. */
  readonly id: string;
  readonly key: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

// As in the app's instrumentation, which refuses others: else every search would find nobody.
const KEY_LENGTH_MIN = 16;
const KEY_ID = /^[\w-]{1,16}$/;
const ID_DEFAULT = 'k1';

/**
 * Reads every live key: the one of `HOPSCOPE_USER_HASH_KEY` and its `_ID`, then those of
 * `HOPSCOPE_USER_HASH_KEYS` (`k2:key,k1:key`). No message repeats a key.
 */
export function readUserHashKeys(env: Environment, problems: string[]): readonly UserHashKey[] {
  const keys: UserHashKey[] = [];
  const add = (name: string, id: string, key: string) => {
    const before = keys.find((known) => known.id === id);
    if (!KEY_ID.test(id)) {
      problems.push(`${name} has an id of other than 1 to 16 letters, digits, - or _`);
    } else if (key.length < KEY_LENGTH_MIN) {
      problems.push(
        `${name} has ${key.length} characters, expected at least ${KEY_LENGTH_MIN} (key ${id})`,
      );
    } else if (before === undefined) keys.push({ id, key });
    else if (before.key !== key) {
      problems.push(`${name} gives key ${id} a second time, expected one key for each id`);
    }
  };
  const one = env.HOPSCOPE_USER_HASH_KEY?.trim();
  const oneId = env.HOPSCOPE_USER_HASH_KEY_ID?.trim() || ID_DEFAULT;
  if (one) add('HOPSCOPE_USER_HASH_KEY', oneId, one);
  const many = (env.HOPSCOPE_USER_HASH_KEYS ?? '').split(',').map((pair) => pair.trim());
  for (const [index, pair] of many.entries()) {
    if (pair === '') continue;
    const colon = pair.indexOf(':');
    if (colon > 0) {
      const key = pair.slice(colon + 1).trim();
      add('HOPSCOPE_USER_HASH_KEYS', pair.slice(0, colon).trim(), key);
    } else {
      problems.push(
        `HOPSCOPE_USER_HASH_KEYS has no id before its key ${index + 1}, expected id:key such as k2:...,k1:...`,
      );
    }
  }
  return keys;
}

/** The hashes of a number under every live key; empty without digits. */
export function userHashes(msisdn: string, keys: readonly UserHashKey[]): string[] {
  return keys.flatMap(({ id, key }) => hashUser(msisdn, key, id) ?? []);
}
