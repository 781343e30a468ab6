import type { Frame } from './frame-rows.ts';

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
] as const;
/** How a session ended, or `in_progress`; the same words as `instrumentation/src/semconv.ts`. */
export type Outcome = (typeof OUTCOMES)[number];

/** What the sessions, traffic and completion queries can be narrowed by; all at once. */
export interface Filters {
  /** `<key id>.<hash>`: a subscriber; the number itself never gets this far. */
  readonly userHash?: readonly string[];
  readonly sessionId?: string;
  readonly network?: readonly string[];
  readonly provider?: readonly string[];
  readonly serviceCode?: readonly string[];
  readonly outcome?: readonly Outcome[];
  readonly version?: readonly string[];
  readonly hookError?: boolean;
}

/** The dimensions that the `completion` query can be split by. */
export const DIMENSIONS = ['network', 'provider', 'serviceCode', 'version'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type Query =
  | {
      readonly refId: string;
      readonly queryType: 'traffic';
      readonly intervalMs: number;
      readonly timeZone: string;
      readonly stackBy: 'outcome' | 'completed' | 'network';
      readonly filters: Filters;
    }
  | {
      readonly refId: string;
      readonly queryType: 'completion';
      readonly by?: Dimension;
      readonly filters: Filters;
    }
  | {
      readonly refId: string;
      readonly queryType: 'sessions';
      readonly limit: number;
      readonly cursor?: string;
      readonly filters: Filters;
    }
  | { readonly refId: string; readonly queryType: 'session'; readonly traceId: string };

export interface QueryRequest {
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  /** Epoch milliseconds, exclusive. */
  readonly to: number;
  readonly queries: readonly Query[];
}

export type QueryResult =
  | { readonly status: 200; readonly frames: readonly Frame[] }
  | { readonly status: number; readonly error: string; readonly field?: string };

export interface QueryResponse {
  readonly results: Readonly<Record<string, QueryResult>>;
}

export type Identity =
  | { readonly kind: 'subscriber'; readonly userHashes: readonly string[] }
  | { readonly kind: 'session'; readonly sessionId: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface StoreStatus {
  readonly version: string;
  readonly sessions: number;
  /** Epoch milliseconds of the newest span, `null` in an empty store. */
  readonly lastSpanAt: number | null;
  readonly msisdnSearch: boolean;
  /** The capture levels seen. */
  readonly capture: readonly string[];
}

/** Where the explorer gets everything from: the backend's API, or Grafana's datasource in front of it. */
export interface SessionsClient {
  query(request: QueryRequest, signal?: AbortSignal): Promise<QueryResponse>;
  identify(text: string, signal?: AbortSignal): Promise<Identity>;
  status(signal?: AbortSignal): Promise<StoreStatus>;
}

/** One row of the `sessions` query. Texts are `''` where nothing is known. */
export interface SessionRow {
  readonly traceId: string;
  /** Epoch milliseconds: arrival of the first hop. */
  readonly startedAt: number;
  readonly sessionId: string;
  readonly provider: string;
  readonly network: string;
  readonly mcc: string;
  readonly mnc: string;
  readonly country: string;
  readonly serviceCode: string;
  /** Masked (`+254 7•• ••• 111`); `''` unless captured at `full`. */
  readonly msisdn: string;
  readonly userHash: string;
  readonly timeSpentMs: number;
  readonly outcome: Outcome;
  /** `app` or `inferred`; `''` while in progress. */
  readonly outcomeSource: string;
  readonly endedBy: string;
  /** `callback | provider_report | timer`. */
  readonly evidence: string;
  readonly completed: boolean;
  readonly version: string;
  readonly hopCount: number;
  readonly stepCount: number;
  readonly hookCount: number;
  readonly hookErrors: number;
  readonly lastStep: string;
  readonly kind: string;
  readonly capture: string;
}

/** The `session` frame of the `session` query. */
export interface SessionDetailRow extends SessionRow {
  readonly lastUpdateAt: number;
  /** The provider's own word for the end. */
  readonly reportStatus: string;
  /** As the provider writes it: `KES 0.10`. */
  readonly reportCost: string;
  readonly serviceName: string;
  readonly environment: string;
}

/** A screen, and what the subscriber did on it. */
export interface StepRow {
  readonly index: number;
  readonly stepId: string;
  /** `app | framework | screen`. */
  readonly nameSource: string;
  readonly screen: string;
  readonly screenLength: number;
  readonly shownAt: number;
  readonly timeToReachMs: number;
  readonly appTimeMs: number;
  /** `null` on the last screen: nobody answered it. */
  readonly thinkTimeMs: number | null;
  readonly input: string;
  /** `none | option | number | text | secret`. */
  readonly inputType: string;
  readonly inputLength: number;
  /** `user | hook | dialled`. */
  readonly inputSource: string;
  /** `next | retry | back | skip | end`. */
  readonly action: string;
  /** `user | hook | app`. */
  readonly actionSource: string;
  readonly actionMessage: string;
  /** `continue | end | invalid`. */
  readonly responseType: string;
  readonly hookError: boolean;
  readonly errorType: string;
  readonly version: string;
  readonly capture: string;
}

/** An outgoing call of the app while it prepared the screen `stepIndex`. */
export interface HookRow {
  readonly stepIndex: number;
  readonly name: string;
  readonly method: string;
  readonly url: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly durationMs: number;
  readonly startedAt: number;
  readonly requestBody: string;
  readonly responseBody: string;
  readonly errorType: string;
}

/** One row of the `completion` query. */
export interface CompletionRow {
  /** The dimension's value, when asked `by` one. */
  readonly dimension?: string;
  /** 0 to 1; `null` when nothing has closed. */
  readonly rate: number | null;
  readonly completed: number;
  /** n: closed live sessions. */
  readonly closed: number;
  /** Lower and upper end of the 95 % Wilson interval. */
  readonly low: number | null;
  readonly high: number | null;
  readonly inProgress: number;
}
