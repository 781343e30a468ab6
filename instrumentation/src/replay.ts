import { createNoopMeter, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import {
  createRecorder,
  type HookEnd,
  type HookStart,
  type Hop,
  type RecordedRequest,
  type RecorderSettings,
} from './recorder/recorder.ts';
import { SCHEMA_URL } from './semconv.ts';
import { PACKAGE_NAME, VERSION } from './version.ts';

export interface ReplayOptions {
  readonly tracerProvider: TracerProvider;
  /** Default: no metrics, because they would all be of now. */
  readonly meterProvider?: MeterProvider;
  /** `capture` is `standard` unless given. */
  readonly config?: Partial<RecorderSettings>;
  /** Told once per kind of problem. Default: nobody. */
  readonly onProblem?: (error: unknown) => void;
}

/** An outgoing request that is over. */
export interface RecordedHook extends Omit<HookStart, 'atMs'>, Omit<HookEnd, 'atMs'> {
  readonly startMs: number;
  readonly endMs: number;
}

export interface ReplayHop
  extends Pick<
    Hop,
    | 'kind'
    | 'context'
    | 'nameStep'
    | 'markGoal'
    | 'markSensitive'
    | 'setOutcome'
    | 'setAction'
    | 'setFlow'
    | 'answer'
    | 'fail'
  > {
  hook(hook: RecordedHook): void;
}

export interface Replay {
  /** `undefined` when no provider recognises the request. */
  request(request: RecordedRequest): ReplayHop | undefined;
  /** Resolves when no span waits for `config.sessionStore`; without one, at once. */
  settle(): Promise<void>;
  shutdown(): void;
}

/**
 * Records sessions that happened before, or elsewhere, through the code that records live ones.
 *
 * Requests of a session must come in their order; sessions may be mixed.
 */
export function createReplay(options: ReplayOptions): Replay {
  const conventions = { schemaUrl: SCHEMA_URL };
  const recorder = createRecorder({
    tracer: options.tracerProvider.getTracer(PACKAGE_NAME, VERSION, conventions),
    meter: options.meterProvider?.getMeter(PACKAGE_NAME, VERSION, conventions) ?? createNoopMeter(),
    settings: { capture: 'standard', ...options.config },
    onProblem: options.onProblem ?? (() => {}),
  });
  return {
    request(request) {
      const hop = recorder.request(request);
      return hop === undefined ? undefined : toReplayHop(hop);
    },
    settle: () => recorder.settle(),
    shutdown: () => recorder.shutdown(),
  };
}

function toReplayHop(hop: Hop): ReplayHop {
  return {
    kind: hop.kind,
    context: hop.context,
    nameStep: (name) => hop.nameStep(name),
    markGoal: (name) => hop.markGoal(name),
    markSensitive: () => hop.markSensitive(),
    setOutcome: (outcome) => hop.setOutcome(outcome),
    setAction: (action, message) => hop.setAction(action, message),
    setFlow: (name) => hop.setFlow(name),
    hook: ({ startMs, endMs, ...hook }) =>
      hop.startHook({ ...hook, atMs: startMs }).end({ ...hook, atMs: endMs }),
    answer: (answer) => hop.answer(answer),
    fail: (failure) => hop.fail(failure),
  };
}
