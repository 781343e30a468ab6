import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { QueryRequest } from '@hopscope/client';

type Distribute<T> = T extends unknown ? Omit<T, 'refId'> : never;

/** A question of the backend's API, as it is kept in dashboards and alert rules beside Grafana's own fields. */
export type HopscopeQuery = DataQuery & Partial<Distribute<QueryRequest['queries'][number]>>;

/** What is kept of a data source besides its URL. */
export type HopscopeOptions = DataSourceJsonData;

/** What is kept of a data source in encrypted form. */
export interface HopscopeSecrets {
  /** HOPSCOPE_TOKEN of the backend. */
  readonly token?: string;
}

/**
 * What a new panel asks. Grafana lays it under every query, so it may hold only what all questions take:
 * the backend refuses a field that a question does not know.
 */
export const DEFAULT_QUERY = { queryType: 'completion' } as const;
