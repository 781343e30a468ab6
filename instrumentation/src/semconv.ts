/**
 * The names of everything Hopscope's spans and metrics carry: one module, no dependencies, so that
 * the backend and the page can import it too.
 *
 * Made from the files in instrumentation/semconv/registry; change those, then
 *
 *     npm run semconv -w instrumentation
 *
 * `ussd.*` is ours (nobody has conventions for USSD yet); the rest is copied from OpenTelemetry's
 * registry, because contrib packages never import the incubating entry at run time.
 */

export const SCHEMA_URL = 'https://hopscope.dev/schemas/ussd/0.1.0';

/** What the span stands for: `session | step | hook | end_report`. */
export const ATTR_USSD_OPERATION_NAME = 'ussd.operation.name';
/** The gateway that talks to the application. */
export const ATTR_USSD_PROVIDER_NAME = 'ussd.provider.name';
/** The dialled code, without what was dialled behind it. */
export const ATTR_USSD_SERVICE_CODE = 'ussd.service.code';
/** Who dials; rates count `live`: `live | simulator | probe`. */
export const ATTR_USSD_CLIENT_KIND = 'ussd.client.kind';
/**
 * How much the span was allowed to say; why a screen or an input may be missing: `minimal |
 * standard | full`.
 */
export const ATTR_USSD_CAPTURE_LEVEL = 'ussd.capture.level';
/** How often the gateway has sent this request again, this time included. */
export const ATTR_USSD_HOP_RESEND_COUNT = 'ussd.hop.resend_count';
/** The application's flow that the subscriber is in (`setFlow`), from the step on that says so. */
export const ATTR_USSD_FLOW_NAME = 'ussd.flow.name';
/** The goal that the application marked (`markGoal`). */
export const ATTR_USSD_GOAL_NAME = 'ussd.goal.name';
/**
 * How the session ended; meanings in docs/definitions.md: `in_progress | completed | rejected |
 * invalid_input | hook_error | app_error | app_timeout | network_aborted | cancelled | timed_out |
 * abandoned | superseded`.
 *
 * An application's process knows only some of these: it cannot see an abandoned session. The rest
 * is for whoever derives sessions from spans.
 */
export const ATTR_USSD_SESSION_OUTCOME = 'ussd.session.outcome';
/** Who says so: `app | inferred`. */
export const ATTR_USSD_SESSION_OUTCOME_SOURCE = 'ussd.session.outcome.source';
/** The evidence of the end: `callback | provider_report | timer`. */
export const ATTR_USSD_SESSION_END_SOURCE = 'ussd.session.end.source';
/** Steps that the session took. */
export const ATTR_USSD_SESSION_STEP_COUNT = 'ussd.session.step.count';
/** Seconds of silence after which the provider drops the session, from the provider's file. */
export const ATTR_USSD_SESSION_IDLE_LIMIT = 'ussd.session.idle_limit';
/** 0 = the provider's first request of the session. */
export const ATTR_USSD_STEP_INDEX = 'ussd.step.index';
/** The screen shown; low in cardinality, never the screen's text. */
export const ATTR_USSD_STEP_NAME = 'ussd.step.name';
/** Where the name comes from: `app | framework | route | screen`. */
export const ATTR_USSD_STEP_NAME_SOURCE = 'ussd.step.name.source';
/** What the input of this hop did: `next | retry | back | skip | end`. */
export const ATTR_USSD_STEP_ACTION = 'ussd.step.action';
/** Who decided it: `user | hook | app`. */
export const ATTR_USSD_STEP_ACTION_SOURCE = 'ussd.step.action.source';
/** The application's words for it. */
export const ATTR_USSD_STEP_ACTION_MESSAGE = 'ussd.step.action.message';
/** The class of the input received with this request: `none | option | number | text | secret`. */
export const ATTR_USSD_INPUT_TYPE = 'ussd.input.type';
/** Its characters; never of a secret. */
export const ATTR_USSD_INPUT_LENGTH = 'ussd.input.length';
/** The input as typed; never a secret. */
export const ATTR_USSD_INPUT_TEXT = 'ussd.input.text';
/**
 * Where the input comes from: `user | hook | dialled`.
 *
 * From gateways that repeat the session without marking its start, `dialled` is true only on the
 * first step of the session: later, another process served what came before.
 */
export const ATTR_USSD_INPUT_SOURCE = 'ussd.input.source';
/** What the answer tells the gateway: `continue | end | invalid`. */
export const ATTR_USSD_RESPONSE_TYPE = 'ussd.response.type';
/** Characters of the screen, without the provider's prefix. */
export const ATTR_USSD_RESPONSE_LENGTH = 'ussd.response.length';
/** The screen. */
export const ATTR_USSD_RESPONSE_TEXT = 'ussd.response.text';
/** The call, low in cardinality. */
export const ATTR_USSD_HOOK_NAME = 'ussd.hook.name';
/** The body sent, or its shape. */
export const ATTR_USSD_HOOK_REQUEST_BODY = 'ussd.hook.request.body';
/** The body received, or its shape. */
export const ATTR_USSD_HOOK_RESPONSE_BODY = 'ussd.hook.response.body';
/** The provider's own word for how the session ended. */
export const ATTR_USSD_END_REPORT_STATUS = 'ussd.end_report.status';
/** What the session cost, as the provider writes it. */
export const ATTR_USSD_END_REPORT_COST = 'ussd.end_report.cost';
/** Hops, as the provider counted them. */
export const ATTR_USSD_END_REPORT_HOP_COUNT = 'ussd.end_report.hop.count';
/** Seconds, as the provider measured them. */
export const ATTR_USSD_END_REPORT_DURATION = 'ussd.end_report.duration';

/** The provider's id of the session; a pseudonym where that is the phone number. */
export const ATTR_SESSION_ID = 'session.id';
/** `<key id>.<base64url HMAC-SHA-256, 16 bytes>` of the MSISDN's digits. */
export const ATTR_USER_HASH = 'user.hash';
/** The MSISDN as `+` and digits. */
export const ATTR_USER_ID = 'user.id';
/** The subscriber's network. */
export const ATTR_NETWORK_CARRIER_NAME = 'network.carrier.name';
/** Its mobile country code. */
export const ATTR_NETWORK_CARRIER_MCC = 'network.carrier.mcc';
/** Its mobile network code. */
export const ATTR_NETWORK_CARRIER_MNC = 'network.carrier.mnc';
/** ISO 3166-1 alpha-2 country of the carrier. */
export const ATTR_NETWORK_CARRIER_ICC = 'network.carrier.icc';
/**
 * Why a span failed: `500`, `invalid_response`, `connection_closed`, `uncaught_exception`; from a
 * framework the class of an error it swallowed, `answered_twice`, `answered_by_other_session` or
 * `never_answered`.
 */
export const ATTR_ERROR_TYPE = 'error.type';
/** The method. */
export const ATTR_HTTP_REQUEST_METHOD = 'http.request.method';
/** The status. */
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';
/** How often this call was made before, this step. */
export const ATTR_HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count';
/** The path, ids replaced. */
export const ATTR_URL_TEMPLATE = 'url.template';
/** The URL, secrets scrubbed. */
export const ATTR_URL_FULL = 'url.full';
/** The host. */
export const ATTR_SERVER_ADDRESS = 'server.address';
/** The port. */
export const ATTR_SERVER_PORT = 'server.port';
/** The application. */
export const ATTR_SERVICE_NAME = 'service.name';
/** Its release; sessions are compared by it. */
export const ATTR_SERVICE_VERSION = 'service.version';
/** Production, staging and so on. */
export const ATTR_DEPLOYMENT_ENVIRONMENT_NAME = 'deployment.environment.name';

/** USSD sessions started, where the provider marks the first request. */
export const METRIC_USSD_SESSIONS = 'ussd.sessions';
/** USSD sessions that the app ended, by outcome. */
export const METRIC_USSD_SESSIONS_CLOSED = 'ussd.sessions.closed';
/** From the first request to the answer that ended the session. */
export const METRIC_USSD_SESSION_DURATION = 'ussd.session.duration';
/** From a gateway's request to the app's answer. */
export const METRIC_USSD_STEP_DURATION = 'ussd.step.duration';
/** Outgoing HTTP requests while a screen is made. */
export const METRIC_USSD_HOOK_DURATION = 'ussd.hook.duration';

/** The values of `ussd.operation.name`. */
export const OPERATIONS = ['session', 'step', 'hook', 'end_report'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The values of `ussd.client.kind`. */
export const CLIENT_KINDS = ['live', 'simulator', 'probe'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** The values of `ussd.capture.level`. */
export const CAPTURE_LEVELS = ['minimal', 'standard', 'full'] as const;
export type CaptureLevel = (typeof CAPTURE_LEVELS)[number];

/** The values of `ussd.session.outcome`. */
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

/** The values of `ussd.session.end.source`. */
export const EVIDENCE = ['callback', 'provider_report', 'timer'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** The values of `ussd.step.action`. */
export const STEP_ACTIONS = ['next', 'retry', 'back', 'skip', 'end'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

/** The values of `ussd.input.type`. */
export const INPUT_TYPES = ['none', 'option', 'number', 'text', 'secret'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

/** The values of `ussd.response.type`. */
export const RESPONSE_TYPES = ['continue', 'end', 'invalid'] as const;
export type ResponseType = (typeof RESPONSE_TYPES)[number];
