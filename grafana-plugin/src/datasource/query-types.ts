import type { DataQuery } from '@grafana/schema';
import type { HopscopeQuery, QueryType } from './query.ts';
import { withoutAbsent } from './without-absent.ts';

type OwnField = Exclude<keyof HopscopeQuery, keyof DataQuery | 'filters'>;

/** What can be asked, as people choose it. */
export interface QueryTypeWords {
  readonly label: string;
  readonly meaning: string;
  /** Has an answer of one number beside labels, as alert rules take it (`form: alert`). */
  readonly isAlertable?: true;
  /** Names one session, so that filters would say nothing. */
  readonly isOfOneSession?: true;
  /** Days, or hours of them, begin at a time zone's midnight. */
  readonly hasTimeZone?: true;
  /** What it takes beside filters; the backend refuses any other field. */
  readonly fields: readonly OwnField[];
  readonly limit?: { readonly usual: number; readonly max: number; readonly of: string };
}

/** In the order of the menu. Limits as in the backend's schema; a test holds them to it. */
export const QUERY_TYPES: Readonly<Record<QueryType, QueryTypeWords>> = {
  traffic: {
    label: 'Traffic',
    meaning: 'Sessions over time, stacked by outcome or network',
    fields: ['stackBy', 'form', 'timeZone'],
    isAlertable: true,
    hasTimeZone: true,
  },
  completion: {
    label: 'Completion rate',
    meaning: 'Completed of all closed sessions, with its interval',
    fields: ['by', 'form', 'measure', 'timeZone'],
    isAlertable: true,
    hasTimeZone: true,
  },
  sessions: {
    label: 'Sessions',
    meaning: 'One row a session, newest first',
    fields: ['limit', 'cursor', 'columns'],
    limit: { usual: 50, max: 500, of: 'Newest sessions' },
  },
  trace: {
    label: 'Trace',
    meaning: 'One session in the trace view',
    fields: ['traceId', 'sessionId'],
    isOfOneSession: true,
  },
  session: {
    label: 'Steps',
    meaning: 'One session as tables: its screens and hooks',
    fields: ['traceId', 'sessionId'],
    isOfOneSession: true,
  },
  flow: {
    label: 'Flow',
    meaning: 'Screens and the ways between them, for a node graph',
    fields: ['limit'],
    limit: { usual: 100, max: 1_500, of: 'Most reached screens' },
  },
  dropoff: {
    label: 'Drop-off',
    meaning: 'Screens at which people are lost',
    fields: ['limit'],
    limit: { usual: 100, max: 1_500, of: 'Screens that lose most' },
  },
  hooks: {
    label: 'Hooks',
    meaning: 'Calls to other services: errors and latency',
    fields: ['form', 'measure', 'name', 'limit', 'timeZone'],
    isAlertable: true,
    hasTimeZone: true,
    limit: { usual: 50, max: 500, of: 'Hooks with most calls' },
  },
  busiest: {
    label: 'Busiest times',
    meaning: 'Sessions by hour, day of the week or day',
    fields: ['by', 'limit', 'timeZone'],
    hasTimeZone: true,
    limit: { usual: 31, max: 400, of: 'Busiest days' },
  },
  values: {
    label: 'Values',
    meaning: 'What a field or an attribute can be',
    fields: ['field', 'attribute', 'prefix', 'limit'],
    limit: { usual: 100, max: 1_000, of: 'Most frequent values' },
  },
  deployments: {
    label: 'Deployments',
    meaning: 'First session of each version, for annotations',
    fields: ['limit'],
    limit: { usual: 100, max: 1_000, of: 'Newest versions' },
  },
};

const OWN_FIELDS = new Set<string>([
  'filters',
  ...Object.values(QUERY_TYPES).flatMap(({ fields }) => fields),
]);

/** The query without the fields that its type does not take. Grafana lays defaults under queries. */
export function withOwnFields(query: HopscopeQuery): HopscopeQuery {
  const { queryType } = query;
  const words = queryType === undefined ? undefined : QUERY_TYPES[queryType];
  if (words === undefined) return query;
  const own = new Set<string>([...words.fields, ...(words.isOfOneSession ? [] : ['filters'])]);
  return Object.fromEntries(
    Object.entries(query).filter(([name]) => own.has(name) || !OWN_FIELDS.has(name)),
  ) as unknown as HopscopeQuery;
}

/** The same query asking something else: filters stay, and which session. */
export function withQueryType(
  { refId, datasource, hide, key, filters, traceId, sessionId }: HopscopeQuery,
  queryType: QueryType,
  isForAlert: boolean,
): HopscopeQuery {
  const { isAlertable } = QUERY_TYPES[queryType];
  return withoutAbsent(
    withOwnFields({
      refId,
      datasource,
      hide,
      key,
      queryType,
      filters,
      traceId,
      sessionId,
      form: isForAlert && isAlertable ? 'alert' : undefined,
      stackBy: 'outcome',
      by: queryType === 'completion' ? 'network' : undefined,
      field: queryType === 'values' ? 'network' : undefined,
    }),
  );
}
