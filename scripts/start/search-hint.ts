import { setTimeout as sleep } from 'node:timers/promises';
import { createSessionsClient } from '@hopscope/client';

/** One of the made-up people: each dials some time in a month. */
const NUMBER = '+254700000001';
const DAY_MS = 86_400_000;
const TRIES_MAX = 10;
const TRY_EVERY_MS = 500;

/**
 * A line that says what can be searched, tried on the backend itself: data that was hashed with
 * another HOPSCOPE_USER_HASH_KEY cannot be found by number.
 */
export async function searchHint(baseUrl: string, token: string | undefined): Promise<string> {
  const client = createSessionsClient({ baseUrl, ...(token ? { token } : {}) });
  const isFound = async (): Promise<boolean> => {
    const now = Date.now();
    const { results } = await client.query({
      from: now - 40 * DAY_MS,
      to: now,
      queries: [{ refId: 'A', queryType: 'sessions', limit: 1, filters: { msisdn: NUMBER } }],
    });
    const answer = results.A;
    return (
      answer?.status === 200 &&
      'frames' in answer &&
      (answer.frames[0]?.data.values[0]?.length ?? 0) > 0
    );
  };
  // What was sent a moment ago may not be derived yet.
  let found = await isFound();
  for (let tries = 1; !found && tries < TRIES_MAX; tries += 1) {
    await sleep(TRY_EVERY_MS);
    found = await isFound();
  }
  return found
    ? `Search by session id, or by a number such as ${NUMBER}.`
    : 'Search by session id. Numbers are found from now on: the past has another HOPSCOPE_USER_HASH_KEY, or none of theirs.';
}
