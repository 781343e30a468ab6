// Generated from backend/src/query/{schema,answer-schema}.ts by client/generate.ts: change those.

/**
 * What a text typed into the search stands for.
 */
export type Identity =
  | {
      kind: 'subscriber';
      userHashes: string[];
    }
  | {
      kind: 'session';
      sessionId: string;
    }
  | {
      kind: 'unknown';
      why: string;
    };

export interface Api {
  QueryRequest: QueryRequest;
  TrafficQuery: TrafficQuery;
  CompletionQuery: CompletionQuery;
  SessionsQuery: SessionsQuery;
  SessionQuery: SessionQuery;
  TraceQuery: TraceQuery;
  FlowQuery: FlowQuery;
  DropoffQuery: DropoffQuery;
  HooksQuery: HooksQuery;
  ValuesQuery: ValuesQuery;
  BusiestQuery: BusiestQuery;
  DeploymentsQuery: DeploymentsQuery;
  AttributeFilter: AttributeFilter;
  Filters: Filters;
  QueryResponse: QueryResponse;
  Frame: Frame;
  SessionRow: SessionRow;
  SessionDetailRow: SessionDetailRow;
  StepRow: StepRow;
  HookRow: HookRow;
  CompletionRow: CompletionRow;
  DropoffRow: DropoffRow;
  HookStatsRow: HookStatsRow;
  ValueRow: ValueRow;
  BusiestRow: BusiestRow;
  DeploymentRow: DeploymentRow;
  ExportRequest: ExportRequest;
  StreamRequest: StreamRequest;
  IdentifyRequest: IdentifyRequest;
  Identity: Identity;
  StoreStatus: StoreStatus;
  ErrorAnswer: ErrorAnswer;
}
export interface QueryRequest {
  /**
   * Inclusive; sessions belong where they start.
   */
  from: number | string;
  /**
   * Exclusive.
   */
  to: number | string;
  /**
   * Width of a bucket for queries that name none, such as $__interval of Grafana.
   */
  intervalMs?: number;
  /**
   * @minItems 1
   * @maxItems 50
   */
  queries: (
    | TrafficQuery
    | CompletionQuery
    | SessionsQuery
    | SessionQuery
    | TraceQuery
    | FlowQuery
    | DropoffQuery
    | HooksQuery
    | ValuesQuery
    | BusiestQuery
    | DeploymentsQuery
  )[];
}
export interface TrafficQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'traffic';
  /**
   * Width of a bucket; from a day up, whole days. Chosen from the range when absent.
   */
  intervalMs?: number;
  /**
   * IANA name; days begin at its midnight. Default UTC.
   */
  timeZone?: string;
  stackBy?: 'outcome' | 'completed' | 'network';
  /**
   * alert: no time, one row a value, as alert rules and bar gauges take it.
   */
  form?: 'time' | 'alert';
  filters?: Filters;
}
/**
 * All of them together; a list means any of its values.
 */
export interface Filters {
  /**
   * Subscribers, as `<key id>.<hash>`.
   *
   * @maxItems 200
   */
  userHash?: string[];
  /**
   * A phone number in international form; needs HOPSCOPE_USER_HASH_KEY.
   */
  msisdn?: string;
  /**
   * The provider's id.
   */
  sessionId?: string;
  /**
   * Carrier brands; '' where it is not known.
   *
   * @maxItems 200
   */
  network?: string[];
  /**
   * @maxItems 200
   */
  provider?: string[];
  /**
   * @maxItems 200
   */
  serviceCode?: string[];
  /**
   * @maxItems 12
   */
  outcome?: (
    | 'in_progress'
    | 'completed'
    | 'rejected'
    | 'invalid_input'
    | 'hook_error'
    | 'app_error'
    | 'app_timeout'
    | 'network_aborted'
    | 'cancelled'
    | 'timed_out'
    | 'abandoned'
    | 'superseded'
  )[];
  /**
   * Deployment versions, of the first hop.
   *
   * @maxItems 200
   */
  version?: string[];
  /**
   * Sessions that were shown one of these screens.
   *
   * @maxItems 200
   */
  step?: string[];
  /**
   * Sessions that made one of these calls.
   *
   * @maxItems 200
   */
  hook?: string[];
  /**
   * ussd.flow.name.
   *
   * @maxItems 200
   */
  flow?: string[];
  /**
   * deployment.environment.name.
   *
   * @maxItems 200
   */
  environment?: string[];
  /**
   * Sessions with a failed hook, or without one.
   */
  hookError?: boolean;
  /**
   * live, simulator, probe. Default: live, unless an ad-hoc filter names the kind.
   *
   * @maxItems 200
   */
  kind?: string[];
  /**
   * Ad-hoc filters.
   *
   * @maxItems 50
   */
  attributes?: AttributeFilter[];
}
/**
 * True of a session when any of the values that it has there fits; for !=, !~ and !=| when none does.
 */
export interface AttributeFilter {
  /**
   * An attribute as the spans carry it, such as network.carrier.name or app.language; or a field of a session row, such as network.
   */
  key: string;
  /**
   * =~ and !~ take a regular expression (RE2) that matches the whole value, =| and !=| a list, <, <=, > and >= a number.
   */
  operator: '=' | '!=' | '=~' | '!~' | '=|' | '!=|' | '<' | '<=' | '>' | '>=';
  value?: string;
  /**
   * For =| and !=|.
   *
   * @maxItems 200
   */
  values?: string[];
}
export interface CompletionQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'completion';
  by?: 'network' | 'provider' | 'serviceCode' | 'version';
  /**
   * table: all numbers. time: one measure over time. alert: one measure without time (`numeric-long`); values without a closed session are left out of a rate.
   */
  form?: 'table' | 'time' | 'alert';
  /**
   * For time and alert.
   */
  measure?: 'rate' | 'completed' | 'closed' | 'low' | 'high' | 'inProgress';
  /**
   * Width of a bucket; from a day up, whole days. Chosen from the range when absent.
   */
  intervalMs?: number;
  /**
   * IANA name; days begin at its midnight. Default UTC.
   */
  timeZone?: string;
  filters?: Filters;
}
export interface SessionsQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'sessions';
  limit?: number;
  /**
   * `meta.custom.nextCursor` of the page before.
   */
  cursor?: string;
  /**
   * Attributes as further fields, such as attr:app.language; of several values all.
   *
   * @maxItems 50
   */
  columns?: string[];
  filters?: Filters;
}
export interface SessionQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'session';
  /**
   * Where no trace has it, the session with this id answers: some gateways make such ids.
   */
  traceId?: string;
  /**
   * Of several sessions with this id, the newest answers.
   */
  sessionId?: string;
}
export interface TraceQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'trace';
  /**
   * Where no trace has it, the session with this id answers: some gateways make such ids.
   */
  traceId?: string;
  /**
   * Of several sessions with this id, the newest answers.
   */
  sessionId?: string;
}
export interface FlowQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'flow';
  /**
   * Screens, most reached first.
   */
  limit?: number;
  filters?: Filters;
}
export interface DropoffQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'dropoff';
  /**
   * Screens, most sessions lost first.
   */
  limit?: number;
  filters?: Filters;
}
export interface HooksQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'hooks';
  /**
   * table: a row a hook. time: one measure over time, a series a hook. alert: one measure, a row a hook.
   */
  form?: 'table' | 'time' | 'alert';
  /**
   * For time and alert.
   */
  measure?: 'calls' | 'errors' | 'errorShare' | 'p50' | 'p95' | 'p99';
  /**
   * Only these hooks.
   *
   * @maxItems 200
   */
  name?: string[];
  /**
   * Hooks, most calls first.
   */
  limit?: number;
  /**
   * Width of a bucket; from a day up, whole days. Chosen from the range when absent.
   */
  intervalMs?: number;
  /**
   * IANA name; days begin at its midnight. Default UTC.
   */
  timeZone?: string;
  filters?: Filters;
}
export interface ValuesQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'values';
  /**
   * attributeKey: the keys that ad-hoc filters and columns know.
   */
  field?:
    | 'network'
    | 'provider'
    | 'serviceCode'
    | 'version'
    | 'kind'
    | 'outcome'
    | 'step'
    | 'hook'
    | 'flow'
    | 'environment'
    | 'country'
    | 'service'
    | 'attributeKey';
  /**
   * The values of this attribute instead of a field.
   */
  attribute?: string;
  /**
   * What the values begin with, in upper or lower case.
   */
  prefix?: string;
  limit?: number;
  filters?: Filters;
}
export interface BusiestQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'busiest';
  /**
   * Days of the calendar, days of the week, or hours of the day, in the time zone.
   */
  by?: 'day' | 'weekday' | 'hour';
  /**
   * IANA name; days begin at its midnight. Default UTC.
   */
  timeZone?: string;
  /**
   * For days: the busiest so many.
   */
  limit?: number;
  filters?: Filters;
}
export interface DeploymentsQuery {
  /**
   * Names this query in `results`.
   */
  refId: string;
  queryType: 'deployments';
  /**
   * Newest first.
   */
  limit?: number;
  filters?: Filters;
}
export interface QueryResponse {
  /**
   * By refId. One that failed does not touch the others.
   */
  results: {
    [k: string]:
      | {
          status: 200;
          frames: Frame[];
        }
      | {
          status: number;
          error: string;
          field?: string;
        };
  };
}
/**
 * Grafana's JSON data frame.
 */
export interface Frame {
  schema: {
    name: string;
    refId: string;
    meta?: {
      preferredVisualisationType?: 'trace' | 'nodeGraph' | 'table';
      type?: 'numeric-long' | 'timeseries-wide';
      typeVersion?: number[];
      custom?: {
        [k: string]: unknown;
      };
    };
    fields: {
      name: string;
      type: 'time' | 'number' | 'string' | 'boolean' | 'other';
      typeInfo: {
        frame: 'time.Time' | 'float64' | 'string' | 'bool' | 'json.RawMessage';
        nullable: boolean;
      };
      labels?: {
        [k: string]: string;
      };
      config?: {
        [k: string]: unknown;
      };
    }[];
  };
  data: {
    /**
     * One array per field; times in unix milliseconds.
     */
    values: (
      | string
      | number
      | boolean
      | null
      | {
          key: string;
          value: string | number | boolean;
        }[]
    )[][];
  };
}
/**
 * A row of the `sessions` frame.
 */
export interface SessionRow {
  traceId: string;
  /**
   * Arrival of the first hop, unix ms.
   */
  startedAt: number;
  /**
   * The provider's id.
   */
  sessionId: string;
  provider: string;
  /**
   * Carrier brand; '' where it is not known.
   */
  network: string;
  mcc: string;
  mnc: string;
  /**
   * ISO 3166-1 alpha-2.
   */
  country: string;
  serviceCode: string;
  /**
   * Masked, `+254 7•• ••• 111`; '' unless captured at full.
   */
  msisdn: string;
  userHash: string;
  /**
   * Start to last update, milliseconds.
   */
  timeSpentMs: number;
  outcome:
    | 'in_progress'
    | 'completed'
    | 'rejected'
    | 'invalid_input'
    | 'hook_error'
    | 'app_error'
    | 'app_timeout'
    | 'network_aborted'
    | 'cancelled'
    | 'timed_out'
    | 'abandoned'
    | 'superseded';
  /**
   * app, goal, provider or inferred; '' while in progress.
   */
  outcomeSource: string;
  /**
   * user, app, hook, provider, network, timer or unknown; '' while open.
   */
  endedBy: string;
  /**
   * callback, provider_report or timer; '' while open.
   */
  evidence: string;
  completed: boolean;
  /**
   * Deployment version of the first hop.
   */
  version: string;
  /**
   * Requests of the gateway.
   */
  hopCount: number;
  /**
   * Screens.
   */
  stepCount: number;
  hookCount: number;
  hookErrors: number;
  /**
   * The screen shown last.
   */
  lastStep: string;
  /**
   * live, simulator or probe.
   */
  kind: string;
  /**
   * minimal, standard or full.
   */
  capture: string;
}
/**
 * The row of the `session` frame. In all texts of this answer the subscriber's number is masked.
 */
export interface SessionDetailRow {
  traceId: string;
  /**
   * Arrival of the first hop, unix ms.
   */
  startedAt: number;
  /**
   * The provider's id.
   */
  sessionId: string;
  provider: string;
  /**
   * Carrier brand; '' where it is not known.
   */
  network: string;
  mcc: string;
  mnc: string;
  /**
   * ISO 3166-1 alpha-2.
   */
  country: string;
  serviceCode: string;
  /**
   * Masked, `+254 7•• ••• 111`; '' unless captured at full.
   */
  msisdn: string;
  userHash: string;
  /**
   * Start to last update, milliseconds.
   */
  timeSpentMs: number;
  outcome:
    | 'in_progress'
    | 'completed'
    | 'rejected'
    | 'invalid_input'
    | 'hook_error'
    | 'app_error'
    | 'app_timeout'
    | 'network_aborted'
    | 'cancelled'
    | 'timed_out'
    | 'abandoned'
    | 'superseded';
  /**
   * app, goal, provider or inferred; '' while in progress.
   */
  outcomeSource: string;
  /**
   * user, app, hook, provider, network, timer or unknown; '' while open.
   */
  endedBy: string;
  /**
   * callback, provider_report or timer; '' while open.
   */
  evidence: string;
  completed: boolean;
  /**
   * Deployment version of the first hop.
   */
  version: string;
  /**
   * Requests of the gateway.
   */
  hopCount: number;
  /**
   * Screens.
   */
  stepCount: number;
  hookCount: number;
  hookErrors: number;
  /**
   * The screen shown last.
   */
  lastStep: string;
  /**
   * live, simulator or probe.
   */
  kind: string;
  /**
   * minimal, standard or full.
   */
  capture: string;
  /**
   * Unix milliseconds.
   */
  lastUpdateAt: number;
  /**
   * The provider's own word for the end.
   */
  reportStatus: string;
  /**
   * As the provider writes it, such as KES 0.10.
   */
  reportCost: string;
  serviceName: string;
  environment: string;
  /**
   * Rejected only because goals are set for the code and none was reached.
   */
  goalMissed: boolean;
  /**
   * The app's flow that the session was in last; '' when it says none.
   */
  flow: string;
  /**
   * Names of the goals that the app marked, with a comma between them.
   */
  goals: string;
  /**
   * What was dialled behind the code: `1*2` of *384*1*2#, or only its last part where the gateway does not mark a session's start; '' where nothing was or it is not captured.
   */
  dialledInput: string;
  /**
   * option, number or text; '' when nothing was dialled.
   */
  dialledInputType: string;
  dialledInputLength: number;
}
/**
 * A row of the `steps` frame: a screen, and what the subscriber did on it.
 */
export interface StepRow {
  index: number;
  stepId: string;
  /**
   * app, framework, route or screen.
   */
  nameSource: string;
  screen: string;
  screenLength: number;
  /**
   * Unix milliseconds.
   */
  shownAt: number;
  /**
   * Session start to screen sent, milliseconds.
   */
  timeToReachMs: number;
  /**
   * Request to answer, milliseconds.
   */
  appTimeMs: number;
  /**
   * Answer to next request, milliseconds; null on the last.
   */
  thinkTimeMs: number | null;
  /**
   * What was typed on this screen.
   */
  input: string;
  /**
   * none, option, number, text or secret; '' on the last screen.
   */
  inputType: string;
  inputLength: number;
  /**
   * user or hook.
   */
  inputSource: string;
  /**
   * What that input did: next, retry, back, skip or end.
   */
  action: string;
  /**
   * user, hook or app.
   */
  actionSource: string;
  actionMessage: string;
  /**
   * continue, end or invalid.
   */
  responseType: string;
  hookError: boolean;
  errorType: string;
  version: string;
  capture: string;
}
/**
 * A row of the `hooks` frame: a call of the app while it prepared the screen.
 */
export interface HookRow {
  stepIndex: number;
  name: string;
  method: string;
  url: string;
  /**
   * The call's host, with its port unless that is 80 or 443; '' when it is not known: a url may be a path template.
   */
  serverAddress: string;
  /**
   * 0 when there was no answer.
   */
  status: number;
  /**
   * Milliseconds.
   */
  durationMs: number;
  /**
   * Unix milliseconds.
   */
  startedAt: number;
  requestBody: string;
  responseBody: string;
  errorType: string;
}
/**
 * A row of the `completion` frame.
 */
export interface CompletionRow {
  /**
   * The value of the dimension, when asked by one.
   */
  dimension?: string;
  /**
   * 0 to 1; null when nothing has closed.
   */
  rate: number | null;
  completed: number;
  /**
   * n.
   */
  closed: number;
  /**
   * Lower end of the 95 % Wilson interval.
   */
  low: number | null;
  /**
   * Upper end of the 95 % Wilson interval.
   */
  high: number | null;
  inProgress: number;
}
/**
 * A row of the `dropoff` frame.
 */
export interface DropoffRow {
  /**
   * A screen's name; '(unnamed)', or '(no screen)' of a report alone.
   */
  step: string;
  /**
   * Closed sessions that were shown it.
   */
  reach: number;
  /**
   * Not completed, and this was the last screen.
   */
  loss: number;
  /**
   * loss ÷ reach.
   */
  dropOff: number | null;
  /**
   * loss ÷ closed; all of them sum to 1 − completion.
   */
  lossShare: number | null;
  /**
   * The most frequent outcome of the lost.
   */
  mostly: string;
  completedHere: number;
  /**
   * Sessions that stand here now.
   */
  inProgress: number;
  /**
   * Median, session start to screen sent, to 1 %.
   */
  timeToReachMs: number | null;
  timeToReachP95Ms: number | null;
}
/**
 * A row of the `hooks` frame of the `hooks` query.
 */
export interface HookStatsRow {
  name: string;
  calls: number;
  /**
   * Status 400 or above, a time-out or no connection.
   */
  errors: number;
  errorShare: number | null;
  /**
   * To 1 %.
   */
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}
/**
 * A row of the `values` frame.
 */
export interface ValueRow {
  value: string;
  /**
   * Sessions that have it; null where not counted.
   */
  sessions: number | null;
}
/**
 * A row of the `busiest` frame.
 */
export interface BusiestRow {
  /**
   * 2026-11-21
   */
  day?: string;
  /**
   * Monday
   */
  weekday?: string;
  /**
   * 08:00
   */
  hour?: string;
  sessions: number;
  /**
   * 0 to 1; null when nothing has closed.
   */
  rate: number | null;
  completed: number;
  /**
   * n.
   */
  closed: number;
  /**
   * Lower end of the 95 % Wilson interval.
   */
  low: number | null;
  /**
   * Upper end of the 95 % Wilson interval.
   */
  high: number | null;
  inProgress: number;
}
/**
 * A row of the `deployments` frame: the first session of a version.
 */
export interface DeploymentRow {
  /**
   * Unix milliseconds.
   */
  time: number;
  title: string;
  text: string;
  /**
   * With commas between.
   */
  tags: string;
}
export interface ExportRequest {
  /**
   * Inclusive; sessions belong where they start.
   */
  from: number | string;
  /**
   * Exclusive.
   */
  to: number | string;
  /**
   * Attributes as further fields, such as attr:app.language; of several values all.
   *
   * @maxItems 50
   */
  columns?: string[];
  filters?: Filters;
  /**
   * Ends the file with a line `end,<sessions>`, for whoever reads it through something that hides a broken connection.
   */
  endMark?: boolean;
}
export interface StreamRequest {
  /**
   * Attributes as further fields, such as attr:app.language; of several values all.
   *
   * @maxItems 50
   */
  columns?: string[];
  filters?: {
    /**
     * Subscribers, as `<key id>.<hash>`.
     *
     * @maxItems 200
     */
    userHash?: string[];
    /**
     * The provider's id.
     */
    sessionId?: string;
    /**
     * Carrier brands; '' where it is not known.
     *
     * @maxItems 200
     */
    network?: string[];
    /**
     * @maxItems 200
     */
    provider?: string[];
    /**
     * @maxItems 200
     */
    serviceCode?: string[];
    /**
     * @maxItems 12
     */
    outcome?: (
      | 'in_progress'
      | 'completed'
      | 'rejected'
      | 'invalid_input'
      | 'hook_error'
      | 'app_error'
      | 'app_timeout'
      | 'network_aborted'
      | 'cancelled'
      | 'timed_out'
      | 'abandoned'
      | 'superseded'
    )[];
    /**
     * Deployment versions, of the first hop.
     *
     * @maxItems 200
     */
    version?: string[];
    /**
     * Sessions that were shown one of these screens.
     *
     * @maxItems 200
     */
    step?: string[];
    /**
     * Sessions that made one of these calls.
     *
     * @maxItems 200
     */
    hook?: string[];
    /**
     * ussd.flow.name.
     *
     * @maxItems 200
     */
    flow?: string[];
    /**
     * deployment.environment.name.
     *
     * @maxItems 200
     */
    environment?: string[];
    /**
     * Sessions with a failed hook, or without one.
     */
    hookError?: boolean;
    /**
     * live, simulator, probe. Default: live, unless an ad-hoc filter names the kind.
     *
     * @maxItems 200
     */
    kind?: string[];
    /**
     * Ad-hoc filters.
     *
     * @maxItems 50
     */
    attributes?: AttributeFilter[];
  };
}
export interface IdentifyRequest {
  text: string;
}
export interface StoreStatus {
  version: string;
  sessions: number;
  /**
   * Those of probes and simulators, which rates and lists leave out.
   */
  sessionsNotLive: number;
  /**
   * When the newest span was received, unix ms; null in an empty store.
   */
  lastSpanAt: number | null;
  /**
   * HOPSCOPE_USER_HASH_KEY is set.
   */
  msisdnSearch: boolean;
  /**
   * The capture levels of the last month's sessions.
   */
  capture: string[];
}
/**
 * Why a request was not answered; never repeats what was sent.
 */
export interface ErrorAnswer {
  error: string;
  /**
   * What of the request is wrong, such as queries[0].timeZone.
   */
  field?: string;
}
