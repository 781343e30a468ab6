import type { DataQueryRequest, DataSourceApi } from '@grafana/data';
import type { Filters, Interval } from '../components/index.ts';
import type { HopscopeQuery } from '../datasource/query.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';

export type SessionsTarget = HopscopeQuery & { readonly queryType: 'sessions' };

/** Whose sessions a panel shows: its query's, as variables and ad-hoc filters stood when it ran. */
export interface PanelQuestion {
  readonly request: DataQueryRequest;
  /** As the dashboard keeps it, with variables in it. */
  readonly target: SessionsTarget;
  readonly interval: Interval;
  /** Whether the range ends now, so that sessions which begin belong into it. */
  readonly isLive: boolean;
  readonly filters: Filters;
  /** Attributes that the query itself asks for. */
  readonly columns: readonly string[];
  /** Names the question: a refresh of the same one has the same name. */
  readonly key: string;
}

/** The first query of a panel that asks our data source for sessions. */
export function findSessionsTarget(
  request: DataQueryRequest | undefined,
): SessionsTarget | undefined {
  return request?.targets.find(
    (target): target is SessionsTarget =>
      (target as HopscopeQuery).queryType === 'sessions' &&
      target.hide !== true &&
      target.datasource?.type === DATASOURCE_ID,
  );
}

/** What the panel's query asked, with everything that Grafana put into it. */
export function toPanelQuestion(
  request: DataQueryRequest,
  target: SessionsTarget,
  datasource: Pick<DataSourceApi, 'interpolateVariablesInQueries'>,
): PanelQuestion {
  const [asked = target] = (datasource.interpolateVariablesInQueries?.(
    [target],
    request.scopedVars,
    request.filters,
  ) ?? []) as SessionsTarget[];
  const { range } = request;
  const filters = (asked.filters ?? {}) as Filters;
  const columns = asked.columns ?? [];
  return {
    request,
    target,
    interval: { fromMs: range.from.valueOf(), toMs: range.to.valueOf() },
    isLive: String(range.raw.to).startsWith('now'),
    filters,
    columns,
    key: JSON.stringify([
      target.datasource?.uid,
      filters,
      columns,
      String(range.raw.from),
      String(range.raw.to),
    ]),
  };
}

/** Two filters at once; what both name is as the second says. */
export function mergeFilters(filters: Filters, more: Filters): Filters {
  const attributes = [...(filters.attributes ?? []), ...(more.attributes ?? [])];
  return { ...filters, ...more, ...(attributes.length > 0 && { attributes }) };
}
