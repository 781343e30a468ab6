import {
  type DataQueryRequest,
  type DataSourceApi,
  rangeUtil,
  type TimeRange,
} from '@grafana/data';
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
  /** Until when sessions that begin belong into the range; `undefined` where it is over. */
  readonly liveToMs: number | undefined;
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
  nowMs = Date.now(),
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
    liveToMs: liveEnd(range, request.timezone, nowMs),
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

// "now-30s" is meant to be live, "now-1d/d" (the end of yesterday) is not.
const BEHIND_MS_MAX = 60_000;

// Worked out anew: Grafana keeps the end of "now" from when the range was chosen or refreshed.
function liveEnd({ to, raw }: TimeRange, timeZone: string, nowMs: number): number | undefined {
  const isMoving = typeof raw.to === 'string' && raw.to.includes('now');
  const toMs = (isMoving ? rangeUtil.convertRawToRange(raw, timeZone).to : to).valueOf();
  if (isMoving && Math.abs(toMs - nowMs) <= BEHIND_MS_MAX) {
    return Number.POSITIVE_INFINITY;
  }
  return toMs > nowMs ? toMs : undefined;
}

/** Two filters at once. */
export interface MergedFilters {
  /** What both let through. */
  readonly filters: Filters;
  /** Fields that no session can satisfy both of; then `filters` mean nothing. */
  readonly against: readonly (keyof Filters)[];
}

/** Both filters at once: of a list the values that both name. A session has one value of each list. */
export function mergeFilters(filters: Filters, more: Filters): MergedFilters {
  const against: (keyof Filters)[] = [];
  const both: Record<string, unknown> = { ...filters };
  for (const [name, wanted] of Object.entries(more)) {
    const had = both[name];
    if (name === 'attributes') {
      both[name] = [...(filters.attributes ?? []), ...(more.attributes ?? [])];
    } else if (Array.isArray(had) && Array.isArray(wanted)) {
      const common = wanted.filter((value) => had.includes(value));
      both[name] = common;
      if (common.length === 0) against.push(name as keyof Filters);
    } else {
      both[name] = wanted;
      if (had !== undefined && had !== wanted) against.push(name as keyof Filters);
    }
  }
  return { filters: both as Filters, against };
}
