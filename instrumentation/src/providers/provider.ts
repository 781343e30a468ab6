import type { Outcome } from '../semconv.ts';

/** The parts of an HTTP message that a provider file reads. */
export interface ProviderRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Body and query fields, names in the provider's own case; JSON values as they are. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** As it arrived, for providers that send XML. */
  readonly body: string;
}

export interface ProviderResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** The subscriber's network in the provider's words; one of the two forms. */
export type NetworkClaim =
  | { readonly mccmnc: string }
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
}

/** A request that asks for a screen. */
export interface Callback extends SessionFacts {
  /**
   * `cumulative` providers: everything typed in the session so far, joined with the separator;
   * `latest`: what was typed last, `''` when nothing was.
   */
  readonly text: string;
  /** The provider says that this is the session's first request; absent = it has no such sign. */
  readonly start?: boolean;
  /** The whole string that was dialled, where the provider tells it: `*123*1*2#`. */
  readonly dialled?: string;
  /** The screen's name, when the provider carries one. */
  readonly stepName?: string;
}

/** What the provider says once the session is over. */
export interface EndReport extends SessionFacts {
  /** The provider's own word. */
  readonly status: string;
  /** Absent when the word only means that the app's END was shown. */
  readonly outcome?: Outcome;
  readonly cost?: string;
  readonly hopCount?: number;
  readonly durationMs?: number;
  /** Everything typed in the session; only used to keep it out of what is recorded. */
  readonly typed?: string;
}

/** The app's answer as the gateway reads it. */
export type ScreenAnswer =
  | { readonly type: 'continue' | 'end'; readonly text: string; readonly stepName?: string }
  /** The gateway cannot read it. */
  | { readonly type: 'invalid'; readonly text: string };

/** Field names that tell a provider's requests from all others; case counts. */
export interface KeySet {
  readonly allOf: readonly string[];
  readonly anyOf?: readonly string[];
  readonly noneOf?: readonly string[];
  /** The path, where the session stands in it. */
  readonly path?: RegExp;
}

/** One USSD gateway: what its requests look like and how it reads answers. One file each. */
export interface Provider {
  /** `ussd.provider.name`. */
  readonly name: string;
  /** Whether a request repeats everything typed before. */
  readonly inputMode: 'cumulative' | 'latest';
  /** Between the inputs of a cumulative text. */
  readonly separator?: string;
  /** Seconds of silence after which the provider has dropped the session. */
  readonly idleLimitSeconds: number;
  /** Asked of a request's fields; the first provider whose set fits gets it. */
  readonly detect: KeySet;
  /** The provider's requests about a session that is over. */
  readonly detectEndReport?: KeySet;
  /** @returns `undefined` when a field it needs is missing or empty. */
  parseRequest(request: ProviderRequest): Callback | undefined;
  readAnswer(response: ProviderResponse): ScreenAnswer;
  parseEndReport?(request: ProviderRequest): EndReport | undefined;
}
