import type { CaptureLevel, Operation } from '../semconv.ts';
import * as semconv from '../semconv.ts';

/** What becomes of a value on its way out. */
export type Fate = 'kept' | 'masked' | 'class' | 'shape' | 'template' | 'hash' | 'never';

export interface Leaving {
  readonly fate: Fate;
  /** In words, for the page and the doctor. */
  readonly as: string;
  /** Every value that leaves looks so. */
  readonly form?: RegExp;
}

export interface AttributeFate extends Readonly<Record<CaptureLevel, Leaving>> {
  readonly key: string;
  /** What it tells of. */
  readonly what: string;
  /** Spans that can carry it; `resource` is the process. */
  readonly on: readonly (Operation | 'resource')[];
}

const ALL = ['session', 'step', 'hook', 'end_report'] as const;
const STEP = ['step'] as const;
const HOOK = ['hook'] as const;
const END = ['session', 'step', 'end_report'] as const;
const REPORT = ['end_report'] as const;

const NEVER: Leaving = { fate: 'never', as: 'not sent' };
const KEPT: Leaving = { fate: 'kept', as: 'as it is' };

type Levels = Readonly<Record<CaptureLevel, Leaving>>;
const always = (leaving: Leaving): Levels => ({
  minimal: leaving,
  standard: leaving,
  full: leaving,
});
const kept = (as: string, form?: RegExp): Levels =>
  always({ fate: 'kept', as, ...(form === undefined ? undefined : { form }) });
const from = (level: 'standard' | 'full', leaving: Leaving): Levels => ({
  minimal: NEVER,
  standard: level === 'standard' ? leaving : NEVER,
  full: leaving,
});

const NO_DIGIT_RUN = /^(?!.*\p{Nd}{3})/su;
const WORD = /^[a-z_]+$/;
const NAME: Leaving = { fate: 'masked', as: 'digit runs masked', form: NO_DIGIT_RUN };
const BODY: Levels = {
  minimal: NEVER,
  standard: {
    fate: 'shape',
    as: 'keys and types; size only if it is no text',
    form: /^(?!.*\p{Nd}{3,}[^ ])/su,
  },
  full: { fate: 'kept', as: 'up to 4,096 characters, without secrets and what `redact` names' },
};
const word = kept('one word of a list', WORD);

const row = (
  key: string,
  on: AttributeFate['on'],
  what: string,
  levels: Levels,
): AttributeFate => ({ key, on, what, ...levels });

/**
 * Every attribute that our spans can carry, and what its value is at each level: docs/privacy.md is
 * made from it, `describeSpan` explains a span by it, and a test holds exported spans against it.
 */
export const WHAT_LEAVES: readonly AttributeFate[] = [
  row(
    semconv.ATTR_USER_ID,
    ALL,
    'phone number',
    from('full', { fate: 'kept', as: 'the number', form: /^\+\d+$/ }),
  ),
  row(
    semconv.ATTR_USER_HASH,
    ALL,
    'phone number',
    always({
      fate: 'hash',
      as: 'HMAC-SHA-256 under your key; not sent without one',
      form: /^[\w-]{1,16}\.[\w-]{22}$/,
    }),
  ),
  row(
    semconv.ATTR_SESSION_ID,
    ALL,
    "the provider's session id",
    kept('as it is; a keyed hash where it holds the number'),
  ),
  row(semconv.ATTR_USSD_INPUT_TEXT, STEP, 'what was typed', {
    minimal: NEVER,
    standard: { fate: 'kept', as: 'menu choices only', form: /^.{0,2}(?:[*#].{1,2})*$/ },
    full: { fate: 'kept', as: 'as typed, where the screen before it is known; never a secret' },
  }),
  row(
    semconv.ATTR_USSD_INPUT_LENGTH,
    STEP,
    'what was typed',
    from('standard', { fate: 'class', as: 'its length; never of a secret' }),
  ),
  row(
    semconv.ATTR_USSD_INPUT_TYPE,
    STEP,
    'what was typed',
    always({ fate: 'class', as: 'its class: none, option, number, text, secret', form: WORD }),
  ),
  row(semconv.ATTR_USSD_INPUT_SOURCE, STEP, 'where it came from', word),
  row(semconv.ATTR_USSD_RESPONSE_TEXT, STEP, 'screen', {
    minimal: NEVER,
    standard: {
      fate: 'masked',
      as: 'digit runs of three or more masked; names stay',
      form: NO_DIGIT_RUN,
    },
    full: { fate: 'kept', as: 'as shown, without secrets' },
  }),
  row(semconv.ATTR_USSD_RESPONSE_LENGTH, STEP, 'screen', kept('its length')),
  row(semconv.ATTR_USSD_RESPONSE_TYPE, STEP, 'screen', word),
  row(semconv.ATTR_USSD_STEP_NAME, STEP, 'screen', {
    minimal: {
      fate: 'hash',
      as: "hash of the heading's words; the app's own names and a framework's states as they are",
      form: /^(?:screen_[\da-f]{6}$|(?!.*\p{Nd}{3}))/su,
    },
    standard: {
      fate: 'kept',
      as: "the heading's words, without numbers; the app's own names, a framework's states",
      form: NO_DIGIT_RUN,
    },
    full: {
      fate: 'kept',
      as: "the heading's words, without numbers; the app's own names, a framework's states",
      form: NO_DIGIT_RUN,
    },
  }),
  row(semconv.ATTR_USSD_STEP_NAME_SOURCE, STEP, 'screen', word),
  row(
    semconv.ATTR_USSD_STEP_ACTION_MESSAGE,
    STEP,
    "the screen's sentence that says what went wrong",
    {
      minimal: NEVER,
      standard: { fate: 'masked', as: 'digit runs of three or more masked', form: NO_DIGIT_RUN },
      full: { fate: 'kept', as: 'as shown, without secrets' },
    },
  ),
  row(semconv.ATTR_USSD_STEP_ACTION, STEP, 'what the input did', word),
  row(semconv.ATTR_USSD_STEP_ACTION_SOURCE, STEP, 'what the input did', word),
  row(semconv.ATTR_USSD_STEP_INDEX, STEP, 'position in the session', kept('a number')),
  row(semconv.ATTR_USSD_HOP_RESEND_COUNT, STEP, "the gateway's repetitions", kept('a number')),
  row(semconv.ATTR_USSD_FLOW_NAME, ALL, "the app's name for a flow", always(NAME)),
  row(semconv.ATTR_USSD_GOAL_NAME, ALL, "the app's name for a goal", always(NAME)),
  row(
    semconv.ATTR_URL_FULL,
    HOOK,
    "a call's URL",
    from('full', { fate: 'kept', as: 'without user info, secrets and fragment' }),
  ),
  row(
    semconv.ATTR_URL_TEMPLATE,
    HOOK,
    "a call's URL",
    always({
      fate: 'template',
      as: 'its path with ids replaced: `/accounts/{id}`',
      form: NO_DIGIT_RUN,
    }),
  ),
  row(semconv.ATTR_SERVER_ADDRESS, HOOK, "a call's host", kept('as it is')),
  row(semconv.ATTR_SERVER_PORT, HOOK, "a call's host", kept('as it is')),
  row(
    semconv.ATTR_USSD_HOOK_NAME,
    HOOK,
    'a call',
    kept('your name for it, else method and template', NO_DIGIT_RUN),
  ),
  row(semconv.ATTR_USSD_HOOK_REQUEST_BODY, HOOK, 'what a call sent', BODY),
  row(semconv.ATTR_USSD_HOOK_RESPONSE_BODY, HOOK, 'what a call got', BODY),
  row(semconv.ATTR_HTTP_REQUEST_METHOD, HOOK, 'a call', kept('as it is')),
  row(semconv.ATTR_HTTP_RESPONSE_STATUS_CODE, HOOK, 'a call', kept('as it is')),
  row(semconv.ATTR_HTTP_REQUEST_RESEND_COUNT, HOOK, 'a call that was sent again', kept('a number')),
  row(
    semconv.ATTR_ERROR_TYPE,
    ALL,
    'an error',
    always({
      fate: 'class',
      as: 'its class, code or status; never its message',
      form: /^(?:[45]\d\d|(?!.*\d{3})[A-Za-z_$][\w$.:-]*)$/,
    }),
  ),
  row(
    semconv.ATTR_USSD_END_REPORT_STATUS,
    REPORT,
    "the provider's word for the end",
    kept('up to 40 characters, without secrets'),
  ),
  row(
    semconv.ATTR_USSD_END_REPORT_COST,
    REPORT,
    "the provider's price",
    kept('up to 40 characters, without secrets'),
  ),
  row(semconv.ATTR_USSD_END_REPORT_HOP_COUNT, REPORT, "the provider's count", kept('a number')),
  row(semconv.ATTR_USSD_END_REPORT_DURATION, REPORT, "the provider's clock", kept('a number')),
  row(
    semconv.ATTR_USSD_SERVICE_CODE,
    ALL,
    'the dialled code',
    kept('without what was dialled behind it'),
  ),
  row(semconv.ATTR_USSD_PROVIDER_NAME, ALL, 'gateway', kept('as it is')),
  row(semconv.ATTR_NETWORK_CARRIER_NAME, ALL, 'network', kept('as it is')),
  row(semconv.ATTR_NETWORK_CARRIER_MCC, ALL, 'network', kept('as it is')),
  row(semconv.ATTR_NETWORK_CARRIER_MNC, ALL, 'network', kept('as it is')),
  row(semconv.ATTR_NETWORK_CARRIER_ICC, ALL, 'network', kept('as it is')),
  row(semconv.ATTR_USSD_SESSION_OUTCOME, END, 'how the session ended', word),
  row(semconv.ATTR_USSD_SESSION_OUTCOME_SOURCE, END, 'how the session ended', word),
  row(semconv.ATTR_USSD_SESSION_END_SOURCE, END, 'how the session ended', word),
  row(semconv.ATTR_USSD_SESSION_STEP_COUNT, END, 'length of the session', kept('a number')),
  row(semconv.ATTR_USSD_SESSION_IDLE_LIMIT, STEP, "the provider's limit", kept('a number')),
  row(semconv.ATTR_USSD_OPERATION_NAME, ALL, 'kind of span', word),
  row(semconv.ATTR_USSD_CLIENT_KIND, ALL, 'who dials', word),
  row(semconv.ATTR_USSD_CAPTURE_LEVEL, ALL, 'the level', word),
  row(semconv.ATTR_SERVICE_NAME, ['resource'], 'the app', always(KEPT)),
  row(semconv.ATTR_SERVICE_VERSION, ['resource'], 'the app', always(KEPT)),
  row(semconv.ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ['resource'], 'the app', always(KEPT)),
];
