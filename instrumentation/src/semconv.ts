/**
 * The names of everything Hopscope's spans and metrics carry: one module, no dependencies, so that
 * the backend and the page can import it too.
 *
 * `ussd.*` is ours (nobody has conventions for USSD yet); the rest is copied from OpenTelemetry's
 * registry, because contrib packages never import the incubating entry at run time.
 */

export const SCHEMA_URL = 'https://hopscope.dev/schemas/ussd/0.1.0';

/** `session | step | hook | end_report`: what a span stands for. */
export const ATTR_USSD_OPERATION_NAME = 'ussd.operation.name';
export const ATTR_USSD_PROVIDER_NAME = 'ussd.provider.name';
/** The dialled code, `*384*123#`. */
export const ATTR_USSD_SERVICE_CODE = 'ussd.service.code';
/** `live | simulator | probe`; rates count `live`. */
export const ATTR_USSD_CLIENT_KIND = 'ussd.client.kind';
/** `minimal | standard | full`: why a screen or an input may be missing. */
export const ATTR_USSD_CAPTURE_LEVEL = 'ussd.capture.level';
/** How often the gateway has sent this request again, this time included; absent on the first. */
export const ATTR_USSD_HOP_RESEND_COUNT = 'ussd.hop.resend_count';
export const ATTR_USSD_FLOW_NAME = 'ussd.flow.name';

export const ATTR_USSD_SESSION_OUTCOME = 'ussd.session.outcome';
/** `app` (said by the app through the API) or `inferred` (read from the last screen). */
export const ATTR_USSD_SESSION_OUTCOME_SOURCE = 'ussd.session.outcome.source';
/** `callback | provider_report | timer`. */
export const ATTR_USSD_SESSION_END_SOURCE = 'ussd.session.end.source';
export const ATTR_USSD_SESSION_STEP_COUNT = 'ussd.session.step.count';
/** Seconds of silence after which the provider has dropped the session (from the provider's file). */
export const ATTR_USSD_SESSION_IDLE_LIMIT = 'ussd.session.idle_limit';

/** 0 = the provider's start sign; absent when this process cannot know it. */
export const ATTR_USSD_STEP_INDEX = 'ussd.step.index';
/** The screen shown, low in cardinality, never the screen's text. */
export const ATTR_USSD_STEP_NAME = 'ussd.step.name';
/** `app` (nameStep), `framework` (a state's name) or `screen` (made from the screen's heading). */
export const ATTR_USSD_STEP_NAME_SOURCE = 'ussd.step.name.source';
/** `next | retry | back | skip | end`: what the input of this hop did. */
export const ATTR_USSD_STEP_ACTION = 'ussd.step.action';
/** `user | hook | app`. */
export const ATTR_USSD_STEP_ACTION_SOURCE = 'ussd.step.action.source';
export const ATTR_USSD_STEP_ACTION_MESSAGE = 'ussd.step.action.message';

/** `none | option | number | text | secret`. */
export const ATTR_USSD_INPUT_TYPE = 'ussd.input.type';
/** Characters; never sent for a secret. */
export const ATTR_USSD_INPUT_LENGTH = 'ussd.input.length';
export const ATTR_USSD_INPUT_TEXT = 'ussd.input.text';
/**
 * `user | hook | dialled`. From gateways that repeat the session without marking its start, `dialled`
 * is true only on the first step of the session: later, another process served what came before.
 */
export const ATTR_USSD_INPUT_SOURCE = 'ussd.input.source';

/** `continue | end | invalid` (an answer the gateway cannot read). */
export const ATTR_USSD_RESPONSE_TYPE = 'ussd.response.type';
/** Characters of the screen, without the provider's prefix. */
export const ATTR_USSD_RESPONSE_LENGTH = 'ussd.response.length';
export const ATTR_USSD_RESPONSE_TEXT = 'ussd.response.text';

export const ATTR_USSD_HOOK_NAME = 'ussd.hook.name';
export const ATTR_USSD_HOOK_REQUEST_BODY = 'ussd.hook.request.body';
export const ATTR_USSD_HOOK_RESPONSE_BODY = 'ussd.hook.response.body';

/** The provider's own word for how the session ended. */
export const ATTR_USSD_END_REPORT_STATUS = 'ussd.end_report.status';
/** As the provider writes it: `KES 0.10`. */
export const ATTR_USSD_END_REPORT_COST = 'ussd.end_report.cost';
export const ATTR_USSD_END_REPORT_HOP_COUNT = 'ussd.end_report.hop.count';
/** Seconds. */
export const ATTR_USSD_END_REPORT_DURATION = 'ussd.end_report.duration';

export const ATTR_SESSION_ID = 'session.id';
/** `<key id>.<base64url HMAC-SHA-256, 16 bytes>` of the MSISDN's digits. */
export const ATTR_USER_HASH = 'user.hash';
/** The MSISDN as `+` and digits; only at capture `full`. */
export const ATTR_USER_ID = 'user.id';
export const ATTR_NETWORK_CARRIER_NAME = 'network.carrier.name';
export const ATTR_NETWORK_CARRIER_MCC = 'network.carrier.mcc';
export const ATTR_NETWORK_CARRIER_MNC = 'network.carrier.mnc';
/** ISO 3166-1 alpha-2 country of the carrier. */
export const ATTR_NETWORK_CARRIER_ICC = 'network.carrier.icc';
export const ATTR_ERROR_TYPE = 'error.type';
export const ATTR_HTTP_REQUEST_METHOD = 'http.request.method';
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';
export const ATTR_HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count';
export const ATTR_URL_FULL = 'url.full';
export const ATTR_URL_TEMPLATE = 'url.template';
export const ATTR_SERVER_ADDRESS = 'server.address';
export const ATTR_SERVER_PORT = 'server.port';
export const ATTR_SERVICE_NAME = 'service.name';
export const ATTR_SERVICE_VERSION = 'service.version';
export const ATTR_DEPLOYMENT_ENVIRONMENT_NAME = 'deployment.environment.name';

export const METRIC_USSD_SESSIONS = 'ussd.sessions';
export const METRIC_USSD_SESSIONS_CLOSED = 'ussd.sessions.closed';
export const METRIC_USSD_SESSION_DURATION = 'ussd.session.duration';
export const METRIC_USSD_STEP_DURATION = 'ussd.step.duration';
export const METRIC_USSD_HOOK_DURATION = 'ussd.hook.duration';

export const OPERATIONS = ['session', 'step', 'hook', 'end_report'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** How a session ended; meanings in docs/definitions.md. */
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
export type Outcome = (typeof OUTCOMES)[number];

export const ENDED_BY = ['user', 'app', 'hook', 'provider', 'network', 'timer', 'unknown'] as const;
export type EndedBy = (typeof ENDED_BY)[number];

export const EVIDENCE = ['callback', 'provider_report', 'timer'] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const STEP_ACTIONS = ['next', 'retry', 'back', 'skip', 'end'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

export const INPUT_TYPES = ['none', 'option', 'number', 'text', 'secret'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

export const RESPONSE_TYPES = ['continue', 'end', 'invalid'] as const;
export type ResponseType = (typeof RESPONSE_TYPES)[number];

export const CLIENT_KINDS = ['live', 'simulator', 'probe'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

export const CAPTURE_LEVELS = ['minimal', 'standard', 'full'] as const;
export type CaptureLevel = (typeof CAPTURE_LEVELS)[number];
