import type { HopscopeQuery } from './query.ts';
import { QUERY_TYPES } from './query-types.ts';

/**
 * The query with days that begin where the viewer's days do, unless it names a time zone itself.
 *
 * @param timezone as Grafana says it: `browser`, `utc` or an IANA name.
 * @param browsers the time zone of the browser.
 */
export function withTimeZone(
  query: HopscopeQuery,
  timezone: string,
  browsers: string = Intl.DateTimeFormat().resolvedOptions().timeZone,
): HopscopeQuery {
  const { queryType, timeZone } = query;
  if (timeZone || queryType === undefined || !QUERY_TYPES[queryType].hasTimeZone) return query;
  const shown = timezone === 'browser' || timezone === '' ? browsers : timezone;
  // The backend takes names only, not offsets, and UTC by itself.
  const isName = /^[A-Za-z]+\//.test(shown) && shown !== 'Etc/Unknown';
  return isName ? { ...query, timeZone: shown } : query;
}
