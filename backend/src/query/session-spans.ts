import { ATTR_SERVER_PORT, ATTR_USSD_GOAL_NAME } from '@hopscope/instrumentation/semconv';
import { HOOK_FAILED } from '../derive/session-sql.ts';
import type { QueryContext } from './query-context.ts';
import type { SpanOfSession } from './span-of-session.ts';

// Far beyond any session; a loop in an app must not bring the page down.
const SPANS_MAX = 5_000;

/** The text of the query for a session's steps and hooks, in their order. */
export const SESSION_SPANS_SQL = `
SELECT
  span_id AS spanId,
  parent_span_id AS parentSpanId,
  operation,
  -- Whole milliseconds, cut off as in the session's times: so a session's parts add up to its length.
  toFloat64(intDiv(start_ns, 1000000)) AS startMs,
  toFloat64(intDiv(greatest(end_ns, start_ns), 1000000)) AS endMs,
  service_version AS version,
  capture,
  step_name AS stepName,
  step_name_source AS stepNameSource,
  attributes['${ATTR_USSD_GOAL_NAME}'] AS goal,
  action,
  action_source AS actionSource,
  action_message AS actionMessage,
  input_type AS inputType,
  input_length AS inputLength,
  input_text AS inputText,
  input_source AS inputSource,
  response_type AS responseType,
  response_length AS responseLength,
  response_text AS responseText,
  hook_name AS hookName,
  http_method AS method,
  http_status AS status,
  if(url_full != '', url_full, url_template) AS url,
  server_address AS serverAddress,
  attributes['${ATTR_SERVER_PORT}'] AS serverPort,
  hook_request_body AS requestBody,
  hook_response_body AS responseBody,
  error_type AS errorType,
  ${HOOK_FAILED} AS hookFailed
FROM spans FINAL
WHERE trace_id = {traceId:String} AND operation IN ('step', 'hook')
ORDER BY start_ns, step_index, span_id
LIMIT ${SPANS_MAX}
SETTINGS optimize_move_to_prewhere_if_final = 1, max_threads = 1`;

/** The steps and hooks of a session, by arrival. */
export async function sessionSpans(
  context: QueryContext,
  traceId: string,
): Promise<SpanOfSession[]> {
  return await context.store.query<SpanOfSession>(SESSION_SPANS_SQL, { traceId });
}
