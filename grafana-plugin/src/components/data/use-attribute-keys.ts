import type { Interval } from '../state/time-range.ts';
import { rowsOf } from './frame-rows.ts';
import { framesOf } from './read-results.ts';
import type { SessionsClient } from './session-types.ts';
import { useAnswer } from './use-answer.ts';

/** An attribute that the store's spans carry. */
export interface AttributeKey {
  readonly key: string;
  /** Sessions that have it; `undefined` where it is not counted. */
  readonly sessions: number | undefined;
}

const NONE: readonly AttributeKey[] = [];

/** The attributes that can be columns and filters. */
export function useAttributeKeys(
  client: SessionsClient,
  interval: Interval,
): readonly AttributeKey[] {
  const answer = useAnswer(client, 'keys', 0, async (signal) => {
    const response = await client.query(
      {
        from: interval.fromMs,
        to: interval.toMs,
        queries: [{ refId: 'keys', queryType: 'values', field: 'attributeKey', limit: 500 }],
      },
      signal,
    );
    return rowsOf<{ value: string; sessions: number | null }>(framesOf(response, 'keys')[0]).map(
      ({ value, sessions }) => ({ key: value, sessions: sessions ?? undefined }),
    );
  });
  return answer.data ?? NONE;
}
