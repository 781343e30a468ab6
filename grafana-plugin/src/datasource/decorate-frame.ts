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
// Explore shows the first 20 columns.
const FIRST_IN_EXPLORE = [
  'startedAt',
  'sessionId',
  'outcome',
  'network',
  'serviceCode',
  'lastStep',
  'stepCount',
  'hookErrors',
  'timeSpentMs',
  'msisdn',
  'provider',
  'version',
  'flow',
  'environment',
];

// Ids do not fit into a column of the usual width.
const LONG = new Set(['sessionId', 'traceId']);

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
  const isExplored = app === 'explore';
  const fields = frame.fields.map((field) => {
    const config = { ...field.config };
    if (queryType === 'sessions' && (field.name === 'traceId' || field.name === 'sessionId')) {
      config.links = [...(config.links ?? []), traceLink(datasource)];
    }
    if (isExplored && queryType === 'sessions' && LONG.has(field.name)) {
      config.custom = { ...config.custom, width: 320 };
    }
    if (isExplored && queryType === 'traffic' && isOverTime(query) && isNumber(field)) {
      config.custom = { ...config.custom, ...BARS };
    }
    return { ...field, config };
  });
  return {
    ...frame,
    ...(isTable && { meta: { preferredVisualisationType: 'table', ...frame.meta } }),
    fields: isExplored && queryType === 'sessions' ? inReadingOrder(fields, query) : fields,
  };
}

/** What people read first, then what they asked for, then the rest. */
function inReadingOrder(fields: Field[], { columns = [] }: HopscopeQuery): Field[] {
  const first = [...FIRST_IN_EXPLORE.slice(0, 3), ...columns, ...FIRST_IN_EXPLORE.slice(3)];
  const placeOf = ({ name }: Field): number => {
    const place = first.indexOf(name);
    return place === -1 ? first.length : place;
  };
  return fields.toSorted((a, b) => placeOf(a) - placeOf(b));
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
