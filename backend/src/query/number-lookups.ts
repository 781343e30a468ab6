import { createHash } from 'node:crypto';
import type { StoreLog } from '../store/store.ts';
import { QueryError } from './query-context.ts';

/** Counts the phone numbers that are looked for, so that nobody tries through all of them. */
export interface NumberLookups {
  /**
   * Takes a request's numbers; one that was asked for within the minute costs nothing.
   *
   * @throws {QueryError} 429 when they are too many.
   */
  take(msisdns: readonly (string | undefined)[]): void;
}

/** Different numbers of one request. */
export const NUMBERS_IN_REQUEST_MAX = 5;
/** Different numbers in a minute, where the configuration does not say. */
export const NUMBERS_A_MINUTE = 30;

const MINUTE_MS = 60_000;

/**
 * A shown mask leaves five digits open: whoever may ask for any number could try the hundred thousand
 * and see which one finds the session. A backend behind Grafana knows nobody's name, so the bound holds
 * for all who ask it together.
 */
export function createNumberLookups(
  log: Pick<StoreLog, 'warn'>,
  perMinute = NUMBERS_A_MINUTE,
  nowMs = Date.now,
): NumberLookups {
  // When each was first asked for, oldest first; hashed, so that no number stays in memory.
  const asked = new Map<string, number>();
  let toldMs = Number.NEGATIVE_INFINITY;

  return {
    take(msisdns) {
      const now = nowMs();
      for (const [number, atMs] of asked) {
        if (now - atMs < MINUTE_MS) break;
        asked.delete(number);
      }
      const fresh = new Set(
        msisdns
          .filter((msisdn) => msisdn !== undefined)
          .map(hashOf)
          .filter((number) => !asked.has(number)),
      );
      if (asked.size + fresh.size > perMinute) {
        if (now - toldMs >= MINUTE_MS) {
          toldMs = now;
          log.warn(
            { perMinute },
            'more phone numbers are looked for than HOPSCOPE_NUMBER_LOOKUPS allows: somebody may be trying through them',
          );
        }
        throw new QueryError(
          429,
          `More than ${perMinute} different phone numbers were looked for within a minute; try again in a minute, or raise HOPSCOPE_NUMBER_LOOKUPS on the backend`,
        );
      }
      for (const number of fresh) asked.set(number, now);
    },
  };
}

const hashOf = (msisdn: string) =>
  createHash('sha256').update(msisdn.replace(/\D/g, '').replace(/^00/, '')).digest('base64');
