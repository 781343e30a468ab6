import type { HopscopeQuery, QueryType } from './query.ts';

// Grafana's panels that say "Data is missing a time field" of anything else.
const PANELS = new Set(['timeseries', 'state-timeline', 'status-history', 'heatmap']);
/** What an answer is where the query names no form; of those that have one over time. */
const USUAL_FORMS: { readonly [Type in QueryType]?: string } = {
  traffic: 'time',
  completion: 'table',
  hooks: 'table',
};

/**
 * Whether a panel draws over time what the query asks for without time, though it could be asked for
 * over time.
 *
 * @param panel the id of the panel's plugin; `undefined` outside of dashboards.
 */
export function needsTime({ queryType, form }: HopscopeQuery, panel: string | undefined): boolean {
  const usual = queryType === undefined ? undefined : USUAL_FORMS[queryType];
  if (usual === undefined || panel === undefined || !PANELS.has(panel)) return false;
  // A variable may stand for any form.
  return ['table', 'alert'].includes(form ?? usual);
}
