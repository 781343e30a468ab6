import type { DataFrame } from '@grafana/data';
import type { QueryType } from './query.ts';

// The sessions panel and the node graph say themselves that nothing is there.
const SAID_ELSEWHERE = new Set<QueryType>(['sessions', 'session', 'trace', 'flow']);

/**
 * Whether a panel has nothing to draw from a frame: no row, or nothing beside the time. Without it
 * Grafana says "No data", or what the panel has for that; with it, that "a number field is missing".
 */
export function isBare({ length, fields }: DataFrame, queryType: QueryType | undefined): boolean {
  if (queryType !== undefined && SAID_ELSEWHERE.has(queryType)) return false;
  return length === 0 || fields.every(({ type }) => `${type}` === 'time');
}
