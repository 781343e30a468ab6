import { createSessionsClient } from '@hopscope/client';

/** One of the made-up people: each dials some time in a month. */
const NUMBER = '+254700000001';
const DAY_MS = 86_400_000;

/**
 * A line that says what can be searched, tried on the backend itself: data that was hashed with
 * another HOPSCOPE_USER_HASH_KEY cannot be found by number.
 */
export async function searchHint(baseUrl: string, token: string | undefined): Promise<string> {
  const client = createSessionsClient({ baseUrl, ...(token ? { token } : {}) });
  const now = Date.now();
  const { results } = await client.query({
    from: now - 40 * DAY_MS,
    to: now,
    queries: [{ refId: 'A', queryType: 'sessions', limit: 1, filters: { msisdn: NUMBER } }],
  });
  const answer = results.A;
  const found =
    answer?.status === 200 && 'frames' in answer && answer.frames[0]?.data.values[0]?.length;
  return found
    ? `Search by session id, or by a number such as ${NUMBER}.`
    : 'Search by session id. Numbers are found from now on: the past has another HOPSCOPE_USER_HASH_KEY, or none of theirs.';
}
