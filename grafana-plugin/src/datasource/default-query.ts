import type { CoreApp } from '@grafana/data';
import type { HopscopeQuery } from './query.ts';

// CoreApp's values are written out: importing it would pull a browser into what is pure.

/** What a new query asks: what most people look for in that place. */
export function defaultQuery(app?: CoreApp | string): Omit<HopscopeQuery, 'refId'> {
  if (app === 'explore') return { queryType: 'sessions' };
  if (isAlerting(app)) return { queryType: 'completion', by: 'network', form: 'alert' };
  return { queryType: 'traffic', stackBy: 'outcome' };
}

/**
 * What Grafana may lay under a query itself. In alert rules nothing: its form lays it under what it
 * shows, new or not, and keeps and runs the query without it (QueryWrapper.tsx of 12.4).
 */
export function laidUnder(app?: CoreApp | string): Partial<HopscopeQuery> {
  return isAlerting(app) ? {} : defaultQuery(app);
}

/** Whether a query belongs to an alert rule, which wants one number and knows no variables. */
export function isAlerting(app: CoreApp | string | undefined): boolean {
  return app === 'unified-alerting' || app === 'cloud-alerting';
}
