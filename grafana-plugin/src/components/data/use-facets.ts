import type { Interval } from '../state/time-range.ts';
import { rowsOf } from './frame-rows.ts';
import { framesOf } from './read-results.ts';
import {
  type CompletionRow,
  DIMENSIONS,
  type Dimension,
  type Filters,
  type SessionsClient,
} from './session-types.ts';
import { useAnswer } from './use-answer.ts';

/** A value that a filter can take in the range, with the sessions it has there. */
export interface FacetValue {
  readonly value: string;
  readonly sessions: number;
}

export type Facets = Readonly<Record<Dimension, readonly FacetValue[]>>;

const NO_FACETS: Facets = { network: [], provider: [], serviceCode: [], version: [] };

/**
 * The values of each dimension, most sessions first; each counted under all the other filters, so
 * that choosing one network still shows what the others would bring.
 */
export function useFacets(
  client: SessionsClient,
  key: string,
  tick: number,
  { interval, filters }: { readonly interval: Interval; readonly filters: Filters },
): Facets {
  const answer = useAnswer(client, key, tick, async (signal) => {
    const response = await client.query(
      {
        from: interval.fromMs,
        to: interval.toMs,
        queries: DIMENSIONS.map((by) => {
          const { [by]: _own, ...others } = filters;
          return { refId: by, queryType: 'completion', by, filters: others };
        }),
      },
      signal,
    );
    const valuesOf = (dimension: Dimension): FacetValue[] =>
      rowsOf<CompletionRow>(framesOf(response, dimension)[0])
        .map((row) => ({ value: row.dimension ?? '', sessions: row.closed + row.inProgress }))
        .sort((a, b) => b.sessions - a.sessions || a.value.localeCompare(b.value));
    return {
      network: valuesOf('network'),
      provider: valuesOf('provider'),
      serviceCode: valuesOf('serviceCode'),
      version: valuesOf('version'),
    };
  });
  return answer.data ?? NO_FACETS;
}
