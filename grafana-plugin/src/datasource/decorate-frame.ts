import type { CoreApp, DataFrame, DataLink, Field } from '@grafana/data';
import type { DataSourceRef } from '@grafana/schema';
import type { HopscopeQuery, QueryType } from './query.ts';

/** Where links inside of Grafana lead. */
export interface LinkTarget {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
}

// In Explore a frame with a time is a graph unless it says otherwise.
const TABLES = new Set<QueryType>([
  'sessions',
  'session',
  'dropoff',
  'values',
  'busiest',
  'deployments',
]);
// What nobody reads in a table; panels have all of it.
const SHOWN_IN_EXPLORE = new Set([
  'startedAt',
  'sessionId',
  'outcome',
  'network',
  'serviceCode',
  'provider',
  'version',
  'lastStep',
  'stepCount',
  'hookErrors',
  'timeSpentMs',
  'msisdn',
  'traceId',
]);

/** Frames as Grafana shows them best: sessions link to their trace, and in Explore a count is a bar. */
export function decorateFrame(
  frame: DataFrame,
  query: HopscopeQuery,
  app: CoreApp | string | undefined,
  datasource: LinkTarget,
): DataFrame {
  const { queryType } = query;
  const isTable =
    queryType !== undefined &&
    (TABLES.has(queryType) || (isCounted(queryType) && !isOverTime(query)));
  return {
    ...frame,
    ...(isTable && { meta: { preferredVisualisationType: 'table', ...frame.meta } }),
    fields: frame.fields.map((field) => {
      const config = { ...field.config };
      if (queryType === 'sessions' && (field.name === 'traceId' || field.name === 'sessionId')) {
        config.links = [...(config.links ?? []), traceLink(datasource)];
      }
      if (app === 'explore') {
        if (queryType === 'traffic' && isOverTime(query) && isNumber(field)) {
          config.custom = { ...config.custom, ...BARS };
        }
        if (queryType === 'sessions' && !isShown(field.name, query)) {
          config.custom = {
            ...config.custom,
            hideFrom: { viz: true, legend: true, tooltip: true },
          };
        }
      }
      return { ...field, config };
    }),
  };
}

const BARS = {
  drawStyle: 'bars',
  fillOpacity: 80,
  lineWidth: 0,
  barAlignment: 1,
  stacking: { mode: 'normal', group: 'A' },
} as const;

function traceLink({ uid, name, type }: LinkTarget): DataLink<HopscopeQuery> {
  const datasource: DataSourceRef = { uid, type };
  return {
    title: 'Show as a trace',
    url: '',
    internal: {
      datasourceUid: uid,
      datasourceName: name,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in
      query: { refId: 'A', datasource, queryType: 'trace', traceId: '${__data.fields.traceId}' },
    },
  };
}

function isNumber({ type }: Field): boolean {
  return `${type}` === 'number';
}

function isCounted(queryType: QueryType): boolean {
  return queryType === 'traffic' || queryType === 'completion' || queryType === 'hooks';
}

function isOverTime({ queryType, form }: HopscopeQuery): boolean {
  return form === 'time' || (form === undefined && queryType === 'traffic');
}

function isShown(field: string, { columns = [] }: HopscopeQuery): boolean {
  return SHOWN_IN_EXPLORE.has(field) || columns.includes(field);
}
