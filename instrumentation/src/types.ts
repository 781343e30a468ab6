import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import type { HookAction, Provider } from './providers/provider.ts';
import type { HookRule } from './recorder/hook-routes.ts';
import type { CaptureLevel, ClientKind } from './semconv.ts';
import type { SessionStore } from './session-store/session-store.ts';

export type {
  Callback,
  EndReport,
  HookAction,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './providers/provider.ts';
export type { HookRule } from './recorder/hook-routes.ts';
export type { CaptureLevel, ClientKind, Outcome, StepAction } from './semconv.ts';
export type { SessionStore } from './session-store/session-store.ts';
export type { AppOutcome } from './step/outcome.ts';

/** What is given here wins over the environment; what is not comes from there (see README.md). */
export interface UssdInstrumentationConfig extends InstrumentationConfig {
  /**
   * How much of screens, inputs and hook bodies leaves the process.
   * @default HOPSCOPE_CAPTURE, else 'standard'
   */
  capture?: CaptureLevel;
  /**
   * The secret under which phone numbers become `user.hash`; without it none is sent.
   * @default HOPSCOPE_USER_HASH_KEY
   */
  userHashKey?: string;
  /**
   * Stands before each hash, so that keys can be changed.
   * @default HOPSCOPE_USER_HASH_KEY_ID, else 'k1'
   */
  userHashKeyId?: string;
  /**
   * Only this provider's requests are looked for: 'africastalking'.
   * @default HOPSCOPE_PROVIDER, else every provider that is known
   */
  provider?: string;
  /**
   * Who dials: rates count `live` sessions only.
   * @default HOPSCOPE_CLIENT_KIND, else 'live'
   */
  clientKind?: ClientKind;
  /**
   * Paths without query that gateways call; no other request is looked at.
   * @default HOPSCOPE_ROUTES, else every path
   */
  routes?: string[];
  /**
   * The app's codes, `*384*12#`, for gateways that tell only the whole dialled string.
   * @default HOPSCOPE_SERVICE_CODES, else taken from the requests
   */
  serviceCodes?: string[];
  /**
   * Names of outgoing calls: `[{ match: 'POST https://bank.example/accounts/:id', name: 'balance' }]`.
   * The first that matches counts; other calls are named by method and the path's template.
   * @default HOPSCOPE_HOOKS, else none
   */
  hooks?: HookRule[];
  /**
   * What hook bodies hide besides secrets, as JSONPaths: `$.customer.name`, `$..email`, `$.items[*].id`.
   * In forms and XML every field with a path's last name is hidden.
   * @default HOPSCOPE_REDACT, else none
   */
  redact?: string[];
  /**
   * Where several processes serve the app: what one has to tell the next about a session.
   * @default Redis at HOPSCOPE_SESSION_STORE, else none
   */
  sessionStore?: SessionStore;
  /**
   * No other process serves the app. Sessions that were left then get their root span too, after the
   * provider's idle limit.
   * @default HOPSCOPE_SINGLE_INSTANCE, else false
   */
  singleInstance?: boolean;
  /**
   * Says once per route which provider was recognised and why, or why not.
   * @default HOPSCOPE_DEBUG, else false
   */
  debug?: boolean;
  /** Gateways of your own; asked before the built-in ones. */
  providers?: Provider[];
  /**
   * Where the app is a hook of a flow platform: what its answer (JSON, parsed; else the text) tells
   * the platform to do. `undefined` = nothing, it goes on.
   * @default reads `{ action: 'retry' | 'back' | 'skip' | 'end', message? }`
   */
  hookAction?: (answer: unknown) => HookAction | undefined;
}
