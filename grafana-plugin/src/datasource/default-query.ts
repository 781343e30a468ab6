import type { CoreApp } from '@grafana/data';
import type { HopscopeQuery } from './query.ts';

// CoreApp's values are written out: importing it would pull a browser into what is pure.

/**
 * What a new query asks: what most people look for in that place.
 *
 * In alert rules Grafana lays it under every query, new or not (QueryWrapper.tsx of 12.4), so that it may
 * hold there only what all alertable questions take.
 */
export function defaultQuery(app?: CoreApp | string): Omit<HopscopeQuery, 'refId'> {
  if (app === 'explore') return { queryType: 'sessions' };
  if (isAlerting(app)) return { queryType: 'completion', form: 'alert' };
  return { queryType: 'traffic', stackBy: 'outcome' };
}

/** Whether a query belongs to an alert rule, which wants one number and knows no variables. */
export function isAlerting(app: CoreApp | string | undefined): boolean {
  return app === 'unified-alerting' || app === 'cloud-alerting';
}
