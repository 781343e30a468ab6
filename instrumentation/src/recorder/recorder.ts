import type { Context, Meter, SpanContext, Tracer } from '@opentelemetry/api';
import type { BinaryBody } from '../privacy/parse-body.ts';
import type { Redaction } from '../privacy/redact-paths.ts';
import type { HookAction, Provider } from '../providers/provider.ts';
import type { CaptureLevel, ClientKind, StepAction } from '../semconv.ts';
import type { SessionStore } from '../session-store/session-store.ts';
import type { AppOutcome } from '../step/outcome.ts';
import type { FrameworkNotes } from './framework-notes.ts';
import type { HookRoute } from './hook-routes.ts';
import { SessionRecorder } from './session-recorder.ts';

/** Header values as Node gives them; names in lower case. */
export type RecordedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One request of a gateway, as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, as in the request line. */
  readonly path: string;
  readonly headers: RecordedHeaders;
  readonly body: string;
  /** Unix milliseconds; fractions are kept. */
  readonly atMs: number;
  /**
   * The HTTP server span around the request, when somebody makes one, else the caller's span from
   * `traceparent`: the step links to it.
   */
  readonly httpServerSpan?: SpanContext | undefined;
  /** What the hop's context is built on; by default the active one. */
  readonly within?: Context | undefined;
}

/** The app's answer, as it left. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: RecordedHeaders;
  readonly body: string;
  readonly atMs: number;
  /** The body is longer than what was kept of it. */
  readonly truncated?: boolean;
}

/** The app gave no answer: its handler threw, or the connection closed first. */
export interface RecordedFailure {
  /** The error's class or a word such as `timeout`; never a message. */
  readonly errorType: string;
  readonly atMs: number;
  /** Not even the first byte of an answer had left. */
  readonly unanswered?: boolean;
}

/** An outgoing HTTP request of the app while it makes a screen. */
export interface HookStart {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly atMs: number;
  /** The app's own name for it. */
  readonly name?: string;
  readonly resendCount?: number;
}

export interface HookEnd {
  readonly status?: number;
  readonly requestBody?: string | BinaryBody;
  readonly requestContentType?: string;
  readonly responseBody?: string | BinaryBody;
  readonly responseContentType?: string;
  readonly errorType?: string;
  readonly atMs: number;
}

export interface HookRecording {
  /** The hook span is active in it: `traceparent` for the outgoing request. */
  readonly context: Context;
  /** The first call counts. */
  end(end: HookEnd): void;
}

/** One request of a gateway and its answer. Nothing here throws. */
export interface Hop {
  readonly kind: 'step' | 'end_report';
  /** Whose request it is. */
  readonly providerName: string;
  /** The step span is active in it, so children and `traceparent` land in the session's trace. */
  readonly context: Context;
  /** Where a USSD framework writes down what it does; an end report shows no screen. */
  readonly framework: FrameworkNotes | undefined;
  startHook(hook: HookStart): HookRecording;
  /** The app's own name for the screen it is about to show. */
  nameStep(name: string): void;
  /** The session has reached what it was for, whatever comes after. */
  markGoal(name?: string): void;
  /** What the subscriber typed on this hop is a secret: it is recorded nowhere. */
  markSensitive(): void;
  /** The app says how the session went; wins over what the screen suggests. */
  setOutcome(outcome: AppOutcome): void;
  /** The app says what the input of this hop did. */
  setAction(action: StepAction, message?: string): void;
  /** The flow that the session is in from here on. */
  setFlow(name: string): void;
  /** The first call of `answer` or `fail` closes the hop. */
  answer(answer: RecordedAnswer): void;
  fail(failure: RecordedFailure): void;
}

export interface Recorder {
  /** `undefined` when no provider recognises the request. */
  request(request: RecordedRequest): Hop | undefined;
  /**
   * Resolves when no span waits for the session store or for a second answer any more; without these,
   * at once. Never rejects.
   */
  settle(): Promise<void>;
  /** Ends the spans that wait for a second answer. */
  endHeld(): void;
  /** Forgets every session; hops still open are closed by their own answer. */
  shutdown(): void;
}

export interface RecorderSettings {
  readonly capture: CaptureLevel;
  /** Without it no `user.hash` leaves the process. */
  readonly userHashKey?: string;
  /** Default `k1`. */
  readonly userHashKeyId?: string;
  /** Only this provider is looked for. */
  readonly provider?: string;
  /** Default `live`. */
  readonly clientKind?: ClientKind;
  /** Paths (without query) that gateways call; when given, no other path is looked at. */
  readonly routes?: readonly string[];
  /** The app's codes, for gateways that tell only the whole dialled string: `*384*12#`. */
  readonly serviceCodes?: readonly string[];
  /** What hides in hook bodies besides secrets. */
  readonly redaction?: Redaction;
  /** Names of hooks by method and URL; the first that matches counts. */
  readonly hooks?: readonly HookRoute[];
  /** Asked before the built-in ones. */
  readonly providers?: readonly Provider[];
  /** Reads what a hook's answer tells its flow platform, instead of the default. */
  readonly hookAction?: (answer: unknown) => HookAction | undefined;
  /** What one process has to tell the next about a session. */
  readonly sessionStore?: SessionStore;
  /** No other process serves sessions of this app. */
  readonly singleInstance?: boolean;
}

export interface RecorderParts {
  readonly tracer: Tracer;
  readonly meter: Meter;
  readonly settings: RecorderSettings;
  /** Called once per kind of problem; must not throw. */
  readonly onProblem: (error: unknown) => void;
}

/** Makes the spans and metrics of USSD sessions out of requests and answers. */
export function createRecorder(parts: RecorderParts): Recorder {
  return new SessionRecorder(parts);
}
