import { ATTR_SERVER_PORT, ATTR_USSD_GOAL_NAME } from '@hopscope/instrumentation/semconv';
import { isHookFailed } from '../derive/hook-failed.ts';
import { EXACT_INTEGERS } from '../store/database.ts';
import type { SpansOfOne } from './one-session.ts';
import type { QueryContext } from './query-context.ts';
import type { SpanOfSession } from './span-of-session.ts';

// Far beyond any session; a loop in an app must not bring the page down.
const SPANS_MAX = 5_000;

/** A row of `SESSION_SPANS_SQL`; nanoseconds as text. */
interface StoredSpan {
  readonly span_id: string;
  readonly parent_span_id: string;
  readonly operation: string;
  readonly start_ns: string;
  readonly end_ns: string;
  readonly status_code: number;
  readonly session_id: string;
  readonly service_version: string;
  readonly capture: string;
  readonly step_name: string;
  readonly step_name_source: string;
  readonly action: string;
  readonly action_source: string;
  readonly action_message: string;
  readonly input_type: string;
  readonly input_length: number;
  readonly input_text: string;
  readonly input_source: string;
  readonly response_type: string;
  readonly response_length: number;
  readonly response_text: string;
  readonly hook_name: string;
  readonly http_method: string;
  readonly http_status: number;
  readonly url_full: string;
  readonly url_template: string;
  readonly server_address: string;
  readonly hook_request_body: string;
  readonly hook_response_body: string;
  readonly error_type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * The text of the query for a session's spans, in their order. Columns as they are: what is computed
 * of them takes the database longer to analyse than the spans to read (18 against 13 ms).
 */
export const SESSION_SPANS_SQL = `
SELECT
  span_id, parent_span_id, operation, start_ns, end_ns, status_code,
  session_id, service_version, capture,
  step_name, step_name_source, action, action_source, action_message,
  input_type, input_length, input_text, input_source,
  response_type, response_length, response_text,
  hook_name, http_method, http_status, url_full, url_template, server_address,
  hook_request_body, hook_response_body, error_type, attributes
FROM spans FINAL
WHERE trace_id = {traceId:String}
ORDER BY start_ns, step_index, span_id
LIMIT ${SPANS_MAX}
SETTINGS optimize_move_to_prewhere_if_final = 1, max_threads = 1, ${EXACT_INTEGERS}`;

/** A session's spans as its steps are made of them. */
export interface SessionSpans extends SpansOfOne {
  /** Steps and hooks, by arrival. */
  readonly spans: readonly SpanOfSession[];
}

/** Reads the spans of a session. */
export async function sessionSpans(context: QueryContext, traceId: string): Promise<SessionSpans> {
  const all = await context.store.query<StoredSpan>(SESSION_SPANS_SQL, { traceId });
  const isShown = ({ operation }: StoredSpan) => operation === 'step' || operation === 'hook';
  return {
    spans: all.filter(isShown).map(spanOfSession),
    sessionIds: all.map(({ session_id }) => session_id),
  };
}

const NS_PER_MS = 1_000_000n;

/** Whole milliseconds, cut off as in the session's times: so a session's parts add up to its length. */
const millisecondsOf = (nanoseconds: string) => Number(BigInt(nanoseconds) / NS_PER_MS);

function spanOfSession(span: StoredSpan): SpanOfSession {
  const startMs = millisecondsOf(span.start_ns);
  return {
    spanId: span.span_id,
    parentSpanId: span.parent_span_id,
    operation: span.operation,
    startMs,
    endMs: Math.max(startMs, millisecondsOf(span.end_ns)),
    version: span.service_version,
    capture: span.capture,
    stepName: span.step_name,
    stepNameSource: span.step_name_source,
    goal: span.attributes[ATTR_USSD_GOAL_NAME] ?? '',
    action: span.action,
    actionSource: span.action_source,
    actionMessage: span.action_message,
    inputType: span.input_type,
    inputLength: span.input_length,
    inputText: span.input_text,
    inputSource: span.input_source,
    responseType: span.response_type,
    responseLength: span.response_length,
    responseText: span.response_text,
    hookName: span.hook_name,
    method: span.http_method,
    status: span.http_status,
    url: span.url_full || span.url_template,
    serverAddress: span.server_address,
    serverPort: span.attributes[ATTR_SERVER_PORT] ?? '',
    requestBody: span.hook_request_body,
    responseBody: span.hook_response_body,
    errorType: span.error_type,
    hookFailed: isHookFailed(span),
  };
}
