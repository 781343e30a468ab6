import type { ClientKind, Outcome, StepAction } from '../semconv.ts';

/** The parts of an HTTP message that a provider file reads. */
export interface ProviderRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /**
   * Body and query fields, names in the provider's own case; JSON values as they are. Of XML: the
   * text of its innermost elements, and the root's name as `<`.
   */
  readonly fields: Readonly<Record<string, unknown>>;
  /** As it arrived. */
  readonly body: string;
}

export interface ProviderResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** The subscriber's network in the provider's words. */
export type NetworkClaim =
  | { readonly mccmnc: string }
  | { readonly mnc: string; readonly icc: string }
  | { readonly name: string; readonly icc: string };

/** What every request of a provider says. */
export interface SessionFacts {
  /** The provider's id of the session. */
  readonly sessionId: string;
  /** `''` when the provider does not say. */
  readonly serviceCode: string;
  /** As the provider writes it. */
  readonly msisdn?: string;
  readonly network?: NetworkClaim;
  /**
   * The id comes back with the subscriber's next session, because it is their number: the time of
   * the session's start is then part of what it is recorded under.
   */
  readonly reusedId?: boolean;
  /** Who dials, where the provider tells its own simulator from people. */
  readonly clientKind?: ClientKind;
}

/** A request that asks for a screen. */
export interface Callback extends SessionFacts {
  /**
   * `cumulative` providers: everything typed in the session so far, joined with the separator;
   * `latest`: what was typed last, `''` when nothing was. Absent where the request does not tell.
   */
  readonly text?: string;
  /** What was typed in the session before, where a `latest` provider repeats it; never recorded. */
  readonly earlier?: readonly string[];
  /** What of that the provider calls by a secret's name. */
  readonly secrets?: readonly string[];
  /** The provider says that this is the session's first request; absent = it has no such sign. */
  readonly start?: boolean;
  /** The whole string that was dialled, where the provider tells it: `*123*1*2#`. */
  readonly dialled?: string;
}

/** What the provider says once the session is over. */
export interface EndReport extends SessionFacts {
  /** The provider's own word. */
  readonly status: string;
  /** Absent when the word only means that the app's END was shown. */
  readonly outcome?: Outcome;
  /** The word says only that it is over: an END of the app that was seen before it says more. */
  readonly vague?: boolean;
  readonly cost?: string;
  readonly hopCount?: number;
  readonly durationMs?: number;
  /** Everything typed in the session; only used to keep it out of what is recorded. */
  readonly typed?: string;
}

/** The app's answer as the gateway reads it. */
export type ScreenAnswer =
  | {
      readonly type: 'continue' | 'end';
      /** Absent where nobody knows in which field it stands, or the app says that it is not to be kept. */
      readonly text?: string;
      readonly stepName?: string;
      /** The app tells the gateway that what is typed next is a secret. */
      readonly asksSecret?: boolean;
    }
  /** The gateway cannot read it. */
  | { readonly type: 'invalid'; readonly text: string }
  /** The answer does not say, or not in a documented way, whether the session goes on. */
  | { readonly type: 'unknown'; readonly text?: string };

/** What a hook's answer tells its flow platform to do. */
export interface HookAction {
  readonly action: StepAction;
  /** What the subscriber is told. */
  readonly message?: string;
  /** With `skip`: the input that the platform supplies instead of asking. */
  readonly input?: string;
}

/** Field names that tell a provider's requests from all others; case counts. */
export interface KeySet {
  /** One at least. */
  readonly allOf: readonly string[];
  readonly anyOf?: readonly string[];
  readonly noneOf?: readonly string[];
  /** What these fields have to say, where their names alone do not tell. */
  readonly values?: Readonly<Record<string, RegExp>>;
  /** The path, where the session stands in it. */
  readonly path?: RegExp;
}

/** One USSD gateway: what its requests look like and how it reads answers. One file each. */
export interface Provider {
  /** `ussd.provider.name`. */
  readonly name: string;
  /**
   * Its requests are a flow platform's, which draws the screens and asks the app before one: the answer
   * is data, and tells an action at most (`hookAction`). A step is then named by its route.
   */
  readonly hook?: boolean;
  /** Whether a request repeats everything typed before. */
  readonly inputMode: 'cumulative' | 'latest';
  /** Between the inputs of a cumulative text; `*` unless given. */
  readonly separator?: string;
  /** Seconds of silence after which the provider has dropped the session. */
  readonly idleLimitSeconds: number;
  /**
   * Asked of a request's fields; the first provider whose set fits gets it. Absent where the
   * provider's requests for screens are not known.
   */
  readonly detect?: KeySet;
  /** The provider's requests about a session that is over; asked before `detect`. */
  readonly detectEndReport?: KeySet;
  /** Its requests look like another's, or like nobody's: looked for only when HOPSCOPE_PROVIDER names it. */
  readonly onlyByName?: boolean;
  /** @returns `undefined` when a field it needs is missing or empty. */
  parseRequest(request: ProviderRequest): Callback | undefined;
  readAnswer(response: ProviderResponse): ScreenAnswer;
  parseEndReport?(request: ProviderRequest): EndReport | undefined;
}
