import { ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';
import { FrameworkNotes } from '../src/recorder/framework-notes.ts';
import type {
  HookEnd,
  HookStart,
  Hop,
  RecordedAnswer,
  RecordedFailure,
  RecordedRequest,
  Recorder,
} from '../src/recorder/recorder.ts';

export interface FakeHook extends HookStart {
  end?: HookEnd;
  spanContext: SpanContext;
}

export interface FakeHop {
  request: RecordedRequest;
  answer?: RecordedAnswer;
  failure?: RecordedFailure;
  names: string[];
  /** What else the app said, in its order. */
  said: string[];
  hooks: FakeHook[];
  spanContext: SpanContext;
}

/** Takes every request whose body or target holds `sessionId` for a hop and keeps what it is told. */
export function createFakeRecorder(): { recorder: Recorder; hops: FakeHop[]; asked: string[] } {
  const hops: FakeHop[] = [];
  const asked: string[] = [];
  const spanContext = (n: number): SpanContext => ({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: n.toString(16).padStart(16, '0'),
    traceFlags: 1,
  });
  const contextOf = (span: SpanContext) => trace.setSpanContext(ROOT_CONTEXT, span);
  let spans = 0;

  const recorder: Recorder = {
    request(request) {
      asked.push(request.body);
      if (!`${request.path}${request.body}`.includes('sessionId')) return undefined;
      const hop: FakeHop = {
        request,
        names: [],
        said: [],
        hooks: [],
        spanContext: spanContext(++spans),
      };
      hops.push(hop);
      const made: Hop = {
        kind: 'step',
        providerName: 'fake',
        framework: new FrameworkNotes(() => {}),
        context: contextOf(hop.spanContext),
        startHook(start) {
          const hook: FakeHook = { ...start, spanContext: spanContext(++spans) };
          hop.hooks.push(hook);
          return {
            context: contextOf(hook.spanContext),
            end: (end) => {
              hook.end ??= end;
            },
          };
        },
        nameStep: (name) => void hop.names.push(name),
        markGoal: (name) => void hop.said.push(`goal ${name}`),
        markSensitive: () => void hop.said.push('sensitive'),
        setOutcome: (outcome) => void hop.said.push(`outcome ${outcome}`),
        setAction: (action, message) => void hop.said.push(`action ${action} ${message}`),
        setFlow: (name) => void hop.said.push(`flow ${name}`),
        answer: (answer) => {
          if (hop.failure === undefined) hop.answer ??= answer;
        },
        fail: (failure) => {
          if (hop.answer === undefined) hop.failure ??= failure;
        },
      };
      return made;
    },
    settle: async () => {},
    endHeld() {},
    shutdown() {},
  };
  return { recorder, hops, asked };
}
