import {
  type Attributes,
  type Context,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { EndReport } from '../providers/provider.ts';
import {
  ATTR_ERROR_TYPE,
  ATTR_USSD_END_REPORT_COST,
  ATTR_USSD_END_REPORT_DURATION,
  ATTR_USSD_END_REPORT_HOP_COUNT,
  ATTR_USSD_END_REPORT_STATUS,
  ATTR_USSD_OPERATION_NAME,
  ATTR_USSD_PROVIDER_NAME,
  ATTR_USSD_SESSION_END_SOURCE,
  ATTR_USSD_SESSION_OUTCOME,
} from '../semconv.ts';
import { parentContext } from '../session/parent-context.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { HookAttempts } from './hook-attempts.ts';
import { startHook } from './hook-recording.ts';
import type {
  HookRecording,
  HookStart,
  Hop,
  RecordedAnswer,
  RecordedFailure,
  RecordedRequest,
} from './recorder.ts';
import { errorTypeOf, type RecorderShared } from './recorder-parts.ts';

const WORD_CHARACTERS_MAX = 40;

/**
 * The provider's word that a session is over, as a span of its own in the session's trace.
 *
 * Of what it repeats (everything typed, the last screen, an error's text) nothing is recorded.
 */
export class EndReportHop implements Hop {
  readonly kind = 'end_report';
  readonly providerName: string;
  readonly context: Context;
  readonly framework = undefined;
  readonly #shared: RecorderShared;
  readonly #memory: SessionMemory;
  readonly #span: Span;
  readonly #attempts = new HookAttempts();
  /** Sets the outcome once another process has told whether the app's END was shown. */
  readonly #unsettled: Promise<void> | undefined;
  #closed = false;

  constructor(
    shared: RecorderShared,
    memory: SessionMemory,
    report: EndReport,
    request: RecordedRequest,
  ) {
    this.#shared = shared;
    this.#memory = memory;
    this.providerName = String(memory.attributes[ATTR_USSD_PROVIDER_NAME]);
    this.#span = shared.tracer.startSpan(
      'end report',
      {
        kind: SpanKind.SERVER,
        startTime: request.atMs,
        attributes: { ...memory.attributes, ...describe(report, memory) },
        ...(request.httpServerSpan !== undefined && {
          links: [{ context: request.httpServerSpan }],
        }),
      },
      parentContext(memory),
    );
    this.context = trace.setSpan(request.within ?? context.active(), this.#span);
    this.#unsettled = this.#settleOutcome(report);
  }

  #settleOutcome({ outcome, vague = false }: EndReport): Promise<void> | undefined {
    const { ids, ended } = this.#memory;
    if (outcome === undefined || (vague && ended)) return undefined;
    const setOutcome = () => void this.#span.setAttribute(ATTR_USSD_SESSION_OUTCOME, outcome);
    const { sessions } = this.#shared;
    if (vague && sessions !== undefined) {
      return sessions.read(ids).then((stored) => {
        if (stored?.ended !== true) setOutcome();
      });
    }
    setOutcome();
    return undefined;
  }

  startHook(hook: HookStart): HookRecording {
    return startHook(this.#shared, this.#memory, this.context, hook, this.#attempts, () => {});
  }

  // An end notification shows no screen and takes no input, and its outcome is the provider's.
  nameStep(): void {}
  markGoal(): void {}
  markSensitive(): void {}
  setOutcome(): void {}
  setAction(): void {}
  setFlow(): void {}

  answer({ status, atMs }: RecordedAnswer): void {
    this.#close(atMs, status >= 500 ? String(status) : undefined);
  }

  fail({ errorType, atMs }: RecordedFailure): void {
    this.#close(atMs, errorTypeOf(errorType, this.#memory));
  }

  #close(atMs: number, errorType: string | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    const { problems, openWork } = this.#shared;
    const finish = () =>
      problems.guard('end_report', () => {
        if (errorType !== undefined) {
          this.#span.setAttribute(ATTR_ERROR_TYPE, errorType);
          this.#span.setStatus({ code: SpanStatusCode.ERROR });
        }
        this.#span.end(atMs);
      });
    if (this.#unsettled === undefined) finish();
    else openWork.add(this.#unsettled.then(finish));
  }
}

function describe(report: EndReport, { secrets }: SessionMemory): Attributes {
  const word = (text: string) => secrets.scrub(text).slice(0, WORD_CHARACTERS_MAX);
  const attributes: Attributes = {
    [ATTR_USSD_OPERATION_NAME]: 'end_report',
    [ATTR_USSD_SESSION_END_SOURCE]: 'provider_report',
    [ATTR_USSD_END_REPORT_STATUS]: word(report.status),
  };
  if (report.cost !== undefined) attributes[ATTR_USSD_END_REPORT_COST] = word(report.cost);
  if (report.hopCount !== undefined) attributes[ATTR_USSD_END_REPORT_HOP_COUNT] = report.hopCount;
  if (report.durationMs !== undefined) {
    attributes[ATTR_USSD_END_REPORT_DURATION] = report.durationMs / 1000;
  }
  return attributes;
}
