import type {
  Filters as ApiFilters,
  QueryRequest as ApiQueryRequest,
  CompletionQuery,
  Immutable,
  SessionRow,
} from '@hopscope/client';

export type {
  CompletionRow,
  Frame,
  HookRow,
  Identity,
  QueryResponse,
  SessionDetailRow,
  SessionRow,
  SessionsClient,
  StepRow,
  StoreStatus,
} from '@hopscope/client';

/** How a session ended, or `in_progress`. */
export type Outcome = SessionRow['outcome'];

/** All outcomes, in the order of the definitions page. */
export const OUTCOMES = [
  'in_progress',
  'completed',
  'rejected',
  'invalid_input',
  'hook_error',
  'app_error',
  'app_timeout',
  'network_aborted',
  'cancelled',
  'timed_out',
  'abandoned',
  'superseded',
] as const satisfies readonly Outcome[];

/** A request, which nobody here changes once it is made. */
export type QueryRequest = Immutable<ApiQueryRequest>;
export type Query = QueryRequest['queries'][number];

/**
 * What the sessions, traffic and completion queries are narrowed by on the page; all at once.
 *
 * Without `msisdn`, which the API takes too: a number never becomes part of the page's state.
 */
export type Filters = Immutable<Omit<ApiFilters, 'msisdn' | 'kind'>>;

/** A dimension that the `completion` query can be split by. */
export type Dimension = NonNullable<CompletionQuery['by']>;

export const DIMENSIONS = [
  'network',
  'provider',
  'serviceCode',
  'version',
] as const satisfies readonly Dimension[];
