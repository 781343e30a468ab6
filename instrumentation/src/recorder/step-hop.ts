import {
  type Attributes,
  type Context,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { shownSecrets } from '../privacy/shown-secrets.ts';
import type { Provider, ScreenAnswer } from '../providers/provider.ts';
import {
  ATTR_ERROR_TYPE,
  ATTR_USSD_FLOW_NAME,
  ATTR_USSD_GOAL_NAME,
  STEP_ACTIONS,
  type StepAction,
} from '../semconv.ts';
import { parentContext } from '../session/parent-context.ts';
import { forgetSteps, type SessionMemory } from '../session/session-memory.ts';
import { boundScreen } from '../step/bound-screen.ts';
import { APP_OUTCOMES, type AppOutcome } from '../step/outcome.ts';
import { readScreen, type Screen } from '../step/screen.ts';
import { UssdProblem } from '../ussd-problem.ts';
import { type Answered, unanswered } from './answered.ts';
import type { AppWords } from './app-words.ts';
import { describeStep, type StepDescription } from './describe-step.ts';
import { emitRoot } from './emit-root.ts';
import { faultsOf } from './faults-of.ts';
import { FrameworkNotes } from './framework-notes.ts';
import { HookAttempts } from './hook-attempts.ts';
import { startHook } from './hook-recording.ts';
import type { LookedUpStep } from './look-up-step.ts';
import type { PlacedStep } from './place-step.ts';
import { readHookAction } from './read-hook-action.ts';
import type {
  HookRecording,
  HookStart,
  Hop,
  RecordedAnswer,
  RecordedFailure,
  RecordedRequest,
} from './recorder.ts';
import { errorTypeOf, type RecorderShared } from './recorder-parts.ts';
import { rejectedClassOf } from './rejected-class.ts';
import { toStored } from './shared-progress.ts';
import { STEP_STARTS } from './start-attributes.ts';

/** A request for a screen and its answer, as a SERVER span under the session's root. */
export class StepHop implements Hop {
  readonly kind = 'step';
  readonly providerName: string;
  readonly framework: FrameworkNotes;
  readonly #shared: RecorderShared;
  readonly #provider: Provider;
  readonly #memory: SessionMemory;
  #placed: PlacedStep;
  /** The session store has not answered yet where the step stands. */
  #unsettled: Promise<void> | undefined;
  readonly #startMs: number;
  readonly #target: string;
  readonly #span: Span;
  readonly #within: Context;
  #context: Context | undefined;
  readonly #said: AppWords = {};
  readonly #attempts = new HookAttempts();
  #hookFailed = false;
  #hookBroken = false;
  #closed = false;

  constructor(
    shared: RecorderShared,
    provider: Provider,
    memory: SessionMemory,
    step: PlacedStep | LookedUpStep,
    request: RecordedRequest,
  ) {
    this.#shared = shared;
    this.#provider = provider;
    this.providerName = provider.name;
    this.#memory = memory;
    this.#placed = 'settled' in step ? step.meanwhile : step;
    if ('settled' in step) {
      this.#unsettled = step.settled.then((placed) =>
        shared.problems.guard('look_up', () => this.#settle(placed)),
      );
    }
    this.#startMs = request.atMs;
    this.#target = request.path;
    this.framework = new FrameworkNotes((errorType) =>
      shared.problems.report(`late ${errorType}`, new UssdProblem(lateFault(errorType))),
    );
    this.#span = shared.tracer.startSpan(
      'step',
      {
        kind: SpanKind.SERVER,
        startTime: request.atMs,
        attributes: STEP_STARTS,
        ...(request.httpServerSpan !== undefined && {
          links: [{ context: request.httpServerSpan }],
        }),
      },
      parentContext(memory),
    );
    this.#within = request.within ?? context.active();
  }

  get context(): Context {
    this.#context ??= trace.setSpan(this.#within, this.#span);
    return this.#context;
  }

  startHook(hook: HookStart): HookRecording {
    return startHook(this.#shared, this.#memory, this.context, hook, this.#attempts, (failure) => {
      this.#hookFailed = true;
      if (failure === 'broken') this.#hookBroken = true;
    });
  }

  nameStep(name: string): void {
    // Apps are not always typed.
    if (typeof name === 'string') this.#said.stepName = name;
  }

  markGoal(name?: string): void {
    if (this.#closed || (name !== undefined && typeof name !== 'string')) return;
    if (name !== undefined) this.#said.goal = name;
    this.setOutcome('completed');
  }

  markSensitive(): void {
    this.#said.sensitive = true;
    this.#memory.secrets.add(this.#placed.arrival.input);
  }

  setOutcome(outcome: AppOutcome): void {
    if (this.#closed || !APP_OUTCOMES.includes(outcome)) return;
    this.#said.outcome = true;
    // A goal that was reached stays reached.
    if (this.#memory.appOutcome !== 'completed') this.#memory.appOutcome = outcome;
  }

  setAction(action: StepAction, message?: string): void {
    if (!STEP_ACTIONS.includes(action)) return;
    this.#said.action = action;
    if (typeof message === 'string') this.#said.message = boundScreen(message);
    else delete this.#said.message;
  }

  setFlow(name: string): void {
    if (!this.#closed && typeof name === 'string') this.#memory.flow = name;
  }

  answer(answer: RecordedAnswer): void {
    if (this.#closed) return;
    // At once, because what the answer tells may be a secret in what else is recorded.
    const read = this.#shared.problems.guard('step', () => this.#read(answer));
    this.#close(read, answer.atMs);
  }

  fail(failure: RecordedFailure): void {
    if (this.#closed) return;
    const read = this.#shared.problems.guard('step', () => ({
      ...unanswered(this.#byHook),
      errorType: errorTypeOf(failureType(failure, this.framework), this.#memory),
    }));
    this.#close(read, failure.atMs);
  }

  #settle(placed: PlacedStep): void {
    this.#placed = placed;
    this.#unsettled = undefined;
    if (this.#said.sensitive) this.#memory.secrets.add(placed.arrival.input);
  }

  #close(answered: Answered | undefined, atMs: number): void {
    this.#closed = true;
    if (this.#unsettled === undefined) {
      this.#finish(answered, atMs);
      return;
    }
    const { problems, openWork } = this.#shared;
    const finished = this.#unsettled.then(() =>
      problems.guard('step', () => this.#finish(answered, atMs)),
    );
    this.#memory.turn = finished;
    void finished.then(() => {
      if (this.#memory.turn === finished) this.#memory.turn = undefined;
    });
    openWork.add(finished);
  }

  #finish(answered: Answered | undefined, atMs: number): void {
    const { problems, held } = this.#shared;
    this.#span.setAttributes(this.#memory.attributes);
    const labels = answered && problems.guard('step', () => this.#describe(answered, atMs));
    if (this.framework.isHeld) held.add(this.framework);
    this.framework.close(() => {
      held.delete(this.framework);
      problems.guard('step', () => this.#end(answered, labels, atMs));
      problems.guard('step', () => this.#span.end(atMs));
    });
  }

  #read(answer: RecordedAnswer): Answered {
    const cut = answer.truncated ?? false;
    if (answer.status >= 400) {
      // The body is an error page, with who knows what in it; the gateway does not show it either.
      const errorType = String(answer.status);
      return { ...unanswered(this.#byHook, cut), type: 'invalid', errorType };
    }
    if (this.#byHook) return this.#readAsHook(answer, cut);
    const reading = this.#provider.readAnswer(answer);
    if (reading.type === 'invalid' && cut) {
      return unanswered(this.#byHook, cut);
    }
    const text = reading.text === undefined ? undefined : boundScreen(reading.text);
    for (const secret of shownSecrets(text ?? '')) this.#memory.secrets.add(secret);
    return {
      ...unanswered(this.#byHook, cut || text !== reading.text),
      type: reading.type === 'unknown' ? undefined : reading.type,
      screen: text === undefined ? undefined : screenOf(text, reading),
      label: 'stepName' in reading ? reading.stepName : undefined,
      errorType: reading.type === 'invalid' ? 'invalid_response' : undefined,
    };
  }

  /** The answer of a hook: no screen, but it may tell the flow platform to end the session. */
  #readAsHook(answer: RecordedAnswer, cut: boolean): Answered {
    const told = cut ? undefined : readHookAction(this.#shared, answer.body);
    for (const secret of shownSecrets(told?.message ?? '')) this.#memory.secrets.add(secret);
    const ended = (this.#said.action ?? told?.action) === 'end';
    return {
      ...unanswered(this.#byHook, cut),
      type: ended ? 'end' : undefined,
      told,
    };
  }

  get #byHook(): boolean {
    return this.#provider.hook === true;
  }

  #describe(answered: Answered, atMs: number): Attributes {
    const memory = this.#memory;
    const step = describeStep(this.#shared, memory, {
      ...this.#placed,
      answered,
      idleLimitSeconds: this.#provider.idleLimitSeconds,
      target: this.#target,
      said: this.#said,
      hookFailed: this.#hookFailed,
      hookBroken: this.#hookBroken,
      framework: this.framework,
    });
    this.#span.updateName(step.name === undefined ? 'step' : `step ${step.name}`);
    this.#span.setAttributes(step.attributes);
    this.#remember(answered, step, atMs);
    if (step.ending !== undefined) {
      const { failure } = faultsOf(answered, this.framework, memory);
      this.#endSession(step, step.ending, failure, atMs);
    }
    this.#share(step);
    return step.labels;
  }

  /** Writes down what could still change after the answer. */
  #end(answered: Answered | undefined, labels: Attributes | undefined, atMs: number): void {
    if (answered === undefined || labels === undefined) return;
    const { errorType, failure } = faultsOf(answered, this.framework, this.#memory);
    if (failure !== undefined) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    if (errorType !== undefined) this.#span.setAttribute(ATTR_ERROR_TYPE, errorType);
    this.#shared.metrics.step(
      errorType === undefined ? labels : { ...labels, [ATTR_ERROR_TYPE]: errorType },
      atMs - this.#startMs,
    );
  }

  #share(step: StepDescription): void {
    const { sessions, openWork } = this.#shared;
    if (sessions === undefined) return;
    const memory = this.#memory;
    memory.revision = sessions.nextRevision();
    // As it is recorded: the app's own word may hold what must not leave.
    const flow = step.attributes[ATTR_USSD_FLOW_NAME];
    const stored = toStored(memory, this.#provider, memory.revision, flow);
    openWork.add(sessions.write(memory.ids, stored));
  }

  #remember(answered: Answered, step: StepDescription, atMs: number): void {
    const memory = this.#memory;
    memory.lastMs = Math.max(memory.lastMs, atMs);
    // A part of a screen may lack the words that ask for a secret.
    memory.screen =
      answered.cut && answered.screen?.asksSecret === false ? undefined : answered.screen;
    memory.stepName = step.name;
    if (step.name !== undefined) see(memory, step.name);
    memory.lastAction = step.action;
    memory.supplied = step.action === 'skip' ? answered.told?.input : undefined;
  }

  #endSession(
    step: StepDescription,
    ending: { readonly outcome: AppOutcome; readonly attributes: Attributes },
    errorType: string | undefined,
    atMs: number,
  ): void {
    const memory = this.#memory;
    if (!memory.ended) {
      this.#shared.metrics.closed(memory.labels, ending.outcome, atMs - memory.startMs);
    }
    memory.ended = true;
    forgetSteps(memory);
    const attributes: Attributes = { ...ending.attributes };
    const flow = step.attributes[ATTR_USSD_FLOW_NAME];
    if (flow !== undefined) attributes[ATTR_USSD_FLOW_NAME] = flow;
    if (memory.goal !== undefined) attributes[ATTR_USSD_GOAL_NAME] = memory.goal;
    if (errorType !== undefined) attributes[ATTR_ERROR_TYPE] = errorType;
    emitRoot(this.#shared, memory, { attributes, failed: ending.outcome === 'app_error', atMs });
  }
}

function see(memory: SessionMemory, name: string): void {
  memory.seenNames ??= new Set();
  memory.seenNames.add(name);
}

/** A state ran and the gateway hung up before anything was sent: forgotten, or too slow. */
function failureType({ errorType, unanswered }: RecordedFailure, notes: FrameworkNotes): string {
  if (unanswered !== true || !notes.used) return errorType;
  const rejected = notes.promises.map(rejectedClassOf).find((name) => name !== undefined);
  if (rejected !== undefined) return rejected;
  return errorType === 'connection_closed' ? 'never_answered' : errorType;
}

function lateFault(errorType: string): string {
  return (
    `The app answered a request again after its step was sent, so no span says '${errorType}'. ` +
    'Look for a state that goes on after its con() or end(), or a menu that several sessions share'
  );
}

function screenOf(text: string, reading: ScreenAnswer): Screen {
  const screen = readScreen(text);
  const told = 'asksSecret' in reading && reading.asksSecret === true;
  return told ? { ...screen, asksSecret: true } : screen;
}
