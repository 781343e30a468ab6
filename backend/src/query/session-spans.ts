import { isHookFailed } from '../derive/hook-failed.ts';
import type { SpansOfOne } from './one-session.ts';
import type { QueryContext } from './query-context.ts';
import type { SpanOfSession } from './span-of-session.ts';
import { readSpansOfTrace, type SpanOfTrace } from './spans-of-trace.ts';

/** What is long, and therefore only a column. */
interface HookBodies {
  readonly hook_request_body: string;
  readonly hook_response_body: string;
}

/** The columns that are read beside what `as_json` says. */
export const BODY_COLUMNS = ['hook_request_body', 'hook_response_body'] as const;

/** A session's spans as its steps are made of them. */
export interface SessionSpans extends SpansOfOne {
  /** Steps and hooks, by arrival. */
  readonly spans: readonly SpanOfSession[];
}

/** Reads the spans of a session. */
export async function sessionSpans(
  { store }: QueryContext,
  traceId: string,
): Promise<SessionSpans> {
  const all = await readSpansOfTrace<HookBodies>(store, traceId, BODY_COLUMNS);
  const isShown = ({ operation }: SpanOfTrace) => operation === 'step' || operation === 'hook';
  return {
    spans: all.filter(isShown).map(spanOfSession),
    sessionIds: all.map(({ session_id }) => session_id),
  };
}

const NS_PER_MS = 1_000_000n;

/** Whole milliseconds, cut off as in the session's times: so a session's parts add up to its length. */
const millisecondsOf = (nanoseconds: string) => Number(BigInt(nanoseconds) / NS_PER_MS);

function spanOfSession(span: SpanOfTrace & HookBodies): SpanOfSession {
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
    goal: span.goal_name,
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
    serverPort: span.server_port,
    requestBody: span.hook_request_body,
    responseBody: span.hook_response_body,
    errorType: span.error_type,
    hookFailed: isHookFailed(span),
  };
}
