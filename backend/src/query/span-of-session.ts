/** A span as the `session` query reads it. */
export interface SpanOfSession {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly operation: string;
  /** Unix ms, whole. */
  readonly startMs: number;
  readonly endMs: number;
  readonly version: string;
  readonly capture: string;
  readonly stepName: string;
  readonly stepNameSource: string;
  /** The goal that the app marked on this step, where it has a name. */
  readonly goal: string;
  readonly action: string;
  readonly actionSource: string;
  readonly actionMessage: string;
  readonly inputType: string;
  readonly inputLength: number;
  readonly inputText: string;
  readonly inputSource: string;
  readonly responseType: string;
  readonly responseLength: number;
  readonly responseText: string;
  readonly hookName: string;
  readonly method: string;
  readonly status: number;
  readonly url: string;
  /** Host of the call; a URL that is a template only has none. */
  readonly serverAddress: string;
  /** Its port, in digits; '' when it is not known. */
  readonly serverPort: string;
  readonly requestBody: string;
  readonly responseBody: string;
  readonly errorType: string;
  readonly hookFailed: boolean;
}
