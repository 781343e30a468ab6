import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { AttributeFilter, Filters, QueryRequest } from '@hopscope/client';

type Question = QueryRequest['queries'][number];
export type QueryType = Question['queryType'];

/** Filters that are a list of values, any of which fits. */
export const LIST_FILTERS = [
  'network',
  'provider',
  'serviceCode',
  'outcome',
  'version',
  'step',
  'hook',
  'flow',
  'environment',
  'kind',
  'userHash',
] as const satisfies readonly (keyof Filters)[];
export type ListFilter = (typeof LIST_FILTERS)[number];

/** The backend's filters, with dashboard variables among the values. A phone number never: queries stand in URLs. */
export type StoredFilters = { readonly [Name in ListFilter]?: readonly string[] } & {
  readonly sessionId?: string;
  readonly hookError?: boolean;
  readonly attributes?: readonly AttributeFilter[];
};

/**
 * A question of the backend's API (docs/api.md), as it is kept in dashboards and alert rules beside
 * Grafana's own fields. Every text may hold dashboard variables, so that nothing here is as narrow as
 * the backend's schema; fill-variables.ts makes it so.
 */
export interface HopscopeQuery extends DataQuery {
  readonly queryType?: QueryType;
  readonly filters?: StoredFilters;
  readonly stackBy?: string;
  readonly by?: string;
  readonly form?: string;
  readonly measure?: string;
  readonly timeZone?: string;
  /** A whole number, or a variable. */
  readonly limit?: number | string;
  /** Hooks. */
  readonly name?: readonly string[];
  readonly columns?: readonly string[];
  readonly cursor?: string;
  readonly traceId?: string;
  readonly sessionId?: string;
  readonly field?: string;
  readonly attribute?: string;
  readonly prefix?: string;
}

/** What is kept of a data source besides its URL; the names are those that Grafana's Go SDK reads. */
export interface HopscopeOptions extends DataSourceJsonData {
  /** Seconds until an answer is given up; 30 when absent. */
  readonly timeout?: number;
  readonly tlsSkipVerify?: boolean;
  readonly tlsAuthWithCACert?: boolean;
  /** Expected in the certificate instead of the URL's host. */
  readonly serverName?: string;
}

/** What is kept of a data source in encrypted form. */
export interface HopscopeSecrets {
  /** HOPSCOPE_TOKEN of the backend. */
  readonly token?: string;
  /** PEM, of who signed the backend's certificate. */
  readonly tlsCACert?: string;
}
