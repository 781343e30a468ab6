import { dateTime, type TimeRange } from '@grafana/data';
import { type Interval, toInterval } from '../components/state/time-range.ts';
import type { ExplorerState } from '../components/state/url-state.ts';
import type { HopscopeQuery } from '../datasource/query.ts';
import { DATASOURCE_ID, PANEL_ID } from '../plugin-ids.ts';

const RAW: Readonly<Record<string, readonly [string, string]>> = {
  '24h': ['now-24h', 'now'],
  '7d': ['now-7d', 'now'],
  month: ['now/M', 'now/M'],
  '30d': ['now-30d', 'now'],
  '365d': ['now-365d', 'now'],
};

type View = Pick<ExplorerState, 'filters' | 'range' | 'columns'>;

const reference = (uid: string) => ({ type: DATASOURCE_ID, uid });

/** The sessions panel as a dashboard keeps it, with what the page shows. */
export function toPanel(datasourceUid: string, { filters, columns }: Omit<View, 'range'>) {
  const target: HopscopeQuery = {
    refId: 'A',
    datasource: reference(datasourceUid),
    queryType: 'sessions',
    filters: filters as HopscopeQuery['filters'],
  };
  return {
    type: PANEL_ID,
    title: 'USSD sessions',
    // Over the whole width, and a dozen sessions high. Grafana 12.4 takes the panel without its place
    // (addPanelsOnLoadBehavior.ts) and makes it as every new one: half as wide.
    gridPos: { x: 0, y: 0, w: 24, h: 18 },
    datasource: reference(datasourceUid),
    targets: [target],
    options: { columns },
  };
}

/** A range as Grafana has it; one that moves goes on moving there. */
export function toTimeRange(range: ExplorerState['range'], timeZone: string): TimeRange {
  const { fromMs, toMs }: Interval = toInterval(range, Date.now(), timeZone);
  const from = dateTime(fromMs);
  const to = dateTime(toMs);
  const raw =
    'last' in range
      ? ([`now-${range.last}`, 'now'] as const)
      : 'preset' in range
        ? RAW[range.preset]
        : undefined;
  return { from, to, raw: raw === undefined ? { from, to } : { from: raw[0], to: raw[1] } };
}
