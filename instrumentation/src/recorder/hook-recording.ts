import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { catchUp } from '../backlog.ts';
import { readBody, recordBody } from '../privacy/body.ts';
import { recordUrl } from '../privacy/url.ts';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
  ATTR_URL_TEMPLATE,
  ATTR_USSD_CAPTURE_LEVEL,
  ATTR_USSD_HOOK_NAME,
  ATTR_USSD_HOOK_REQUEST_BODY,
  ATTR_USSD_HOOK_RESPONSE_BODY,
  ATTR_USSD_OPERATION_NAME,
} from '../semconv.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { cleanName } from './clean-name.ts';
import type { HookAttempts } from './hook-attempts.ts';
import { type HookRoute, hookRouteOf } from './hook-routes.ts';
import type { HookEnd, HookRecording, HookStart } from './recorder.ts';
import { captureLevelOf, errorTypeOf, type RecorderShared } from './recorder-parts.ts';

/** Said no, or could not answer at all. */
export type HookFailure = 'refused' | 'broken';

/**
 * Starts the recording of an outgoing request. Never throws: what goes wrong is reported, and then
 * nothing is recorded of it.
 *
 * @param attempts of the hop that makes it
 * @param onFailure called when the request failed, also when the app copes with it.
 */
export function startHook(
  shared: RecorderShared,
  memory: SessionMemory,
  parent: Context,
  start: HookStart,
  attempts: HookAttempts,
  onFailure: (failure: HookFailure) => void,
): HookRecording {
  const hook = shared.problems.guard(
    'hook',
    () => new UssdHook(shared, memory, parent, start, attempts, onFailure),
  );
  return hook ?? { context: parent, end: () => {} };
}

/** One outgoing request as a CLIENT span under the step that made it. */
class UssdHook implements HookRecording {
  readonly context: Context;
  readonly #shared: RecorderShared;
  readonly #memory: SessionMemory;
  readonly #start: HookStart;
  readonly #span: Span;
  readonly #attempts: HookAttempts;
  readonly #resendCount: number | undefined;
  readonly #onFailure: (failure: HookFailure) => void;
  #ended = false;

  constructor(
    shared: RecorderShared,
    memory: SessionMemory,
    parent: Context,
    start: HookStart,
    attempts: HookAttempts,
    onFailure: (failure: HookFailure) => void,
  ) {
    this.#shared = shared;
    this.#memory = memory;
    this.#start = start;
    this.#attempts = attempts;
    this.#resendCount = start.resendCount ?? attempts.resendCount(start.method, start.url);
    this.#onFailure = onFailure;
    this.#span = shared.tracer.startSpan(
      'hook',
      {
        kind: SpanKind.CLIENT,
        startTime: start.atMs,
        attributes: { ...memory.attributes, [ATTR_USSD_OPERATION_NAME]: 'hook' },
      },
      parent,
    );
    this.context = trace.setSpan(parent, this.#span);
  }

  end(end: HookEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    // Whether it failed before its step was answered is told by the order.
    catchUp();
    this.#shared.problems.guard('hook', () => this.#record(end));
    this.#shared.problems.guard('hook', () => this.#span.end(end.atMs));
  }

  #record(end: HookEnd): void {
    const errorType = this.#errorTypeOf(end);
    this.#attempts.ended(this.#start.method, this.#start.url, errorType !== undefined);
    if (errorType !== undefined) {
      this.#onFailure(isRefusal(end.status) ? 'refused' : 'broken');
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    const attributes: Attributes = this.#describe(end);
    const name = String(attributes[ATTR_USSD_HOOK_NAME]);
    if (errorType !== undefined) attributes[ATTR_ERROR_TYPE] = errorType;
    this.#span.updateName(`hook ${name}`);
    this.#span.setAttributes(attributes);

    const labels: Attributes = { ...this.#memory.labels, [ATTR_USSD_HOOK_NAME]: name };
    if (errorType !== undefined) labels[ATTR_ERROR_TYPE] = errorType;
    if (end.status !== undefined) labels[ATTR_HTTP_RESPONSE_STATUS_CODE] = end.status;
    this.#shared.metrics.hook(labels, end.atMs - this.#start.atMs);
  }

  #describe(end: HookEnd): Attributes {
    const { secrets } = this.#memory;
    const { method, url, name } = this.#start;
    // First whatever may name a secret, then what is recorded, so that one cannot tell the other's.
    const recorded = recordUrl(url, secrets);
    const sent = readBody(end.requestBody, end.requestContentType, secrets);
    const got = readBody(end.responseBody, end.responseContentType, secrets);
    const level = captureLevelOf(this.#shared.settings, this.#memory);
    const { redaction } = this.#shared.settings;
    const request = recordBody(sent, level, secrets, redaction);
    const response = recordBody(got, level, secrets, redaction);
    const route = this.#routeOf();
    const template = route?.template ?? recorded?.template ?? '/';
    const attributes: Attributes = {
      [ATTR_USSD_HOOK_NAME]: this.#shared.hookNames.bound(
        cleanName(name, this.#memory) ?? route?.name ?? `${method} ${template.slice(1) || '/'}`,
      ),
      [ATTR_HTTP_REQUEST_METHOD]: method,
      [ATTR_URL_TEMPLATE]: template,
      [ATTR_USSD_CAPTURE_LEVEL]: level,
    };
    if (recorded?.host !== undefined) attributes[ATTR_SERVER_ADDRESS] = recorded.host;
    if (recorded?.port !== undefined) attributes[ATTR_SERVER_PORT] = recorded.port;
    if (recorded !== undefined && level === 'full') attributes[ATTR_URL_FULL] = recorded.full();
    if (end.status !== undefined) attributes[ATTR_HTTP_RESPONSE_STATUS_CODE] = end.status;
    if (this.#resendCount !== undefined) {
      attributes[ATTR_HTTP_REQUEST_RESEND_COUNT] = this.#resendCount;
    }
    if (request !== undefined) attributes[ATTR_USSD_HOOK_REQUEST_BODY] = request;
    if (response !== undefined) attributes[ATTR_USSD_HOOK_RESPONSE_BODY] = response;
    return attributes;
  }

  /** The app's words for this call, unless they happen to hold a secret of the session. */
  #routeOf(): HookRoute | undefined {
    const { method, url } = this.#start;
    const route = hookRouteOf(this.#shared.settings.hooks, method, url);
    const words = `${route?.name} ${route?.template}`;
    return this.#memory.secrets.scrub(words) === words ? route : undefined;
  }

  #errorTypeOf({ status, errorType }: HookEnd): string | undefined {
    if (errorType !== undefined) return errorTypeOf(errorType, this.#memory);
    return status !== undefined && status >= 400 ? String(status) : undefined;
  }
}

/**
 * A service that answers 402 or 403 works: it tells the app that there is no money or that the PIN is
 * wrong. 408 and 429 are about the service, not about the subscriber.
 */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
