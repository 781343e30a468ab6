import {
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_CARRIER_ICC,
  ATTR_NETWORK_CARRIER_MCC,
  ATTR_NETWORK_CARRIER_MNC,
  ATTR_NETWORK_CARRIER_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
  ATTR_SESSION_ID,
  ATTR_URL_FULL,
  ATTR_URL_TEMPLATE,
  ATTR_USER_HASH,
  ATTR_USER_ID,
  ATTR_USSD_CAPTURE_LEVEL,
  ATTR_USSD_CLIENT_KIND,
  ATTR_USSD_END_REPORT_COST,
  ATTR_USSD_END_REPORT_DURATION,
  ATTR_USSD_END_REPORT_HOP_COUNT,
  ATTR_USSD_END_REPORT_STATUS,
  ATTR_USSD_FLOW_NAME,
  ATTR_USSD_HOOK_NAME,
  ATTR_USSD_HOOK_REQUEST_BODY,
  ATTR_USSD_HOOK_RESPONSE_BODY,
  ATTR_USSD_INPUT_LENGTH,
  ATTR_USSD_INPUT_SOURCE,
  ATTR_USSD_INPUT_TEXT,
  ATTR_USSD_INPUT_TYPE,
  ATTR_USSD_OPERATION_NAME,
  ATTR_USSD_PROVIDER_NAME,
  ATTR_USSD_RESPONSE_LENGTH,
  ATTR_USSD_RESPONSE_TEXT,
  ATTR_USSD_RESPONSE_TYPE,
  ATTR_USSD_SERVICE_CODE,
  ATTR_USSD_SESSION_END_SOURCE,
  ATTR_USSD_SESSION_IDLE_LIMIT,
  ATTR_USSD_SESSION_OUTCOME,
  ATTR_USSD_SESSION_OUTCOME_SOURCE,
  ATTR_USSD_STEP_ACTION,
  ATTR_USSD_STEP_ACTION_MESSAGE,
  ATTR_USSD_STEP_ACTION_SOURCE,
  ATTR_USSD_STEP_INDEX,
  ATTR_USSD_STEP_NAME,
  ATTR_USSD_STEP_NAME_SOURCE,
} from '@hopscope/instrumentation/semconv';

/**
 * How an attribute's value becomes its column's text:
 * `text` as is, integers only within the column's range, `durationMs` from seconds to milliseconds.
 */
export type ColumnKind = 'text' | 'uint16' | 'uint32' | 'int32' | 'durationMs';

interface SpanColumn {
  readonly name: string;
  /** The attribute that fills it; `undefined` for what stands in the span itself. */
  readonly attribute?: string;
  readonly kind: ColumnKind;
  /** What stands there when the span does not say, as JSON. */
  readonly empty: string;
}

const EMPTY_TEXT = '""';

const fromSpan = (name: string, empty = EMPTY_TEXT): SpanColumn => ({ name, kind: 'text', empty });
const text = (name: string, attribute: string): SpanColumn => ({
  name,
  attribute,
  kind: 'text',
  empty: EMPTY_TEXT,
});
const number = (name: string, attribute: string, kind: ColumnKind, empty = '0'): SpanColumn => ({
  name,
  attribute,
  kind,
  empty,
});

/**
 * The columns of table `spans` in the order of its migration, `received_at` left to the store: the
 * one place that knows the order of a row.
 */
export const SPAN_COLUMNS: readonly SpanColumn[] = [
  fromSpan('trace_id'),
  fromSpan('span_id'),
  fromSpan('parent_span_id'),
  text('operation', ATTR_USSD_OPERATION_NAME),
  fromSpan('name'),
  fromSpan('start_ns', '0'),
  fromSpan('end_ns', '0'),
  fromSpan('status_code', '0'),
  fromSpan('status_message'),
  text('service_name', ATTR_SERVICE_NAME),
  text('service_version', ATTR_SERVICE_VERSION),
  text('environment', ATTR_DEPLOYMENT_ENVIRONMENT_NAME),
  text('provider', ATTR_USSD_PROVIDER_NAME),
  text('service_code', ATTR_USSD_SERVICE_CODE),
  text('session_id', ATTR_SESSION_ID),
  text('user_hash', ATTR_USER_HASH),
  text('user_id', ATTR_USER_ID),
  text('network', ATTR_NETWORK_CARRIER_NAME),
  text('mcc', ATTR_NETWORK_CARRIER_MCC),
  text('mnc', ATTR_NETWORK_CARRIER_MNC),
  text('country', ATTR_NETWORK_CARRIER_ICC),
  text('client_kind', ATTR_USSD_CLIENT_KIND),
  text('capture', ATTR_USSD_CAPTURE_LEVEL),
  text('flow', ATTR_USSD_FLOW_NAME),
  text('outcome', ATTR_USSD_SESSION_OUTCOME),
  text('outcome_source', ATTR_USSD_SESSION_OUTCOME_SOURCE),
  text('end_source', ATTR_USSD_SESSION_END_SOURCE),
  number('idle_limit_s', ATTR_USSD_SESSION_IDLE_LIMIT, 'uint32'),
  number('step_index', ATTR_USSD_STEP_INDEX, 'int32', '-1'),
  text('step_name', ATTR_USSD_STEP_NAME),
  text('step_name_source', ATTR_USSD_STEP_NAME_SOURCE),
  text('action', ATTR_USSD_STEP_ACTION),
  text('action_source', ATTR_USSD_STEP_ACTION_SOURCE),
  text('action_message', ATTR_USSD_STEP_ACTION_MESSAGE),
  text('input_type', ATTR_USSD_INPUT_TYPE),
  number('input_length', ATTR_USSD_INPUT_LENGTH, 'uint32'),
  text('input_text', ATTR_USSD_INPUT_TEXT),
  text('input_source', ATTR_USSD_INPUT_SOURCE),
  text('response_type', ATTR_USSD_RESPONSE_TYPE),
  number('response_length', ATTR_USSD_RESPONSE_LENGTH, 'uint32'),
  text('response_text', ATTR_USSD_RESPONSE_TEXT),
  text('report_status', ATTR_USSD_END_REPORT_STATUS),
  text('report_cost', ATTR_USSD_END_REPORT_COST),
  number('report_hop_count', ATTR_USSD_END_REPORT_HOP_COUNT, 'uint32'),
  number('report_duration_ms', ATTR_USSD_END_REPORT_DURATION, 'durationMs'),
  text('hook_name', ATTR_USSD_HOOK_NAME),
  text('http_method', ATTR_HTTP_REQUEST_METHOD),
  number('http_status', ATTR_HTTP_RESPONSE_STATUS_CODE, 'uint16'),
  text('url_template', ATTR_URL_TEMPLATE),
  text('url_full', ATTR_URL_FULL),
  text('server_address', ATTR_SERVER_ADDRESS),
  text('hook_request_body', ATTR_USSD_HOOK_REQUEST_BODY),
  text('hook_response_body', ATTR_USSD_HOOK_RESPONSE_BODY),
  text('error_type', ATTR_ERROR_TYPE),
  fromSpan('attributes', '{}'),
];

/**
 * Where a column stands in a row.
 *
 * @throws {Error} when the table has no such column: a mistake in this folder, found on loading.
 */
export function columnIndex(name: string): number {
  const index = SPAN_COLUMNS.findIndex((column) => column.name === name);
  if (index < 0) throw new Error(`Table spans has no column ${name}`);
  return index;
}
