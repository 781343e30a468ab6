import { createNoopMeter, SpanKind, TraceFlags } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import {
  APP_MS,
  africastalkingBody,
  arkeselAnswer,
  arkeselBody,
  at,
  createReplayBench,
  type Exchange,
  exchangeAll,
  milliseconds,
  only,
  START_MS,
  THINK_MS,
} from '../../test/replay-bench.ts';
import type { StepAction } from '../semconv.ts';
import { sessionIds } from '../session/ids.ts';
import type { AppOutcome } from '../step/outcome.ts';
import { createRecorder } from './recorder.ts';

const TRANSFER: readonly Exchange[] = [
  at('', 'CON Welcome to Zuri Bank\n1. Send money\n2. Balance'),
  at('1', 'CON Enter amount'),
  at('1*500', 'CON Send KES 500 to Jane. Enter your PIN'),
  at('1*500*4821', 'END Sent. Thank you'),
];

describe('a session is one trace', () => {
  const bench = createReplayBench({ capture: 'full' });
  exchangeAll(bench.replay, TRANSFER);
  const ids = sessionIds('africastalking', 'ATUid_test');
  const steps = only(bench.spans(), 'step');
  const roots = only(bench.spans(), 'session');

  test('whose steps are SERVER children of a root that exists only when the session has ended', () => {
    expect(steps).toHaveLength(4);
    for (const step of steps) {
      expect(step.kind).toBe(SpanKind.SERVER);
      expect(step.spanContext().traceId).toBe(ids.traceId);
      expect(step.parentSpanContext?.spanId).toBe(ids.spanId);
      expect(step.parentSpanContext?.isRemote).toBe(true);
    }
  });

  test('with exactly one root, from the first request to the last answer', () => {
    expect(roots).toHaveLength(1);
    const [root] = roots;
    expect(root?.spanContext()).toMatchObject(ids);
    expect(root?.parentSpanContext).toBeUndefined();
    expect(root?.kind).toBe(SpanKind.INTERNAL);
    expect(root?.name).toBe('session *384*123#');
    expect(milliseconds(root?.startTime ?? [0, 0])).toBe(START_MS);
    expect(milliseconds(root?.endTime ?? [0, 0])).toBe(START_MS + 3 * (APP_MS + THINK_MS) + APP_MS);
  });

  test('which says how it ended, as the step that ended it does and no other', () => {
    const ending = {
      'ussd.session.outcome': 'completed',
      'ussd.session.outcome.source': 'inferred',
      'ussd.session.end.source': 'callback',
      'ussd.session.step.count': 4,
    };
    expect(roots[0]?.attributes).toMatchObject(ending);
    expect(steps[3]?.attributes).toMatchObject(ending);
    for (const step of steps.slice(0, 3)) {
      expect(step.attributes).not.toHaveProperty('ussd.session.outcome');
    }
  });

  test('whose spans all carry what a session is found by', () => {
    for (const span of bench.spans()) {
      expect(span.attributes).toMatchObject({
        'ussd.provider.name': 'africastalking',
        'ussd.service.code': '*384*123#',
        'session.id': 'ATUid_test',
        'network.carrier.name': 'Safaricom',
        'ussd.client.kind': 'live',
        'ussd.capture.level': 'full',
        'user.hash': expect.stringMatching(/^k1\.[\w-]{22}$/),
        'user.id': '+254711000111',
      });
    }
  });

  test('a step tells its time from the request to the answer', () => {
    const [first] = steps;
    expect(milliseconds(first?.startTime ?? [0, 0])).toBe(START_MS);
    expect(milliseconds(first?.endTime ?? [0, 0])).toBe(START_MS + APP_MS);
  });
});

test('a second END of the same session makes no second root', () => {
  const bench = createReplayBench();
  exchangeAll(bench.replay, [...TRANSFER, at('1*500*4821', 'END Sent. Thank you')]);
  expect(only(bench.spans(), 'session')).toHaveLength(1);
});

test('a gateway that gives a session id again gets no second root of the same ids', () => {
  const bench = createReplayBench();
  const visit = [at('', 'CON Hi\n1. Bye'), at('1', 'END Bye')];
  exchangeAll(bench.replay, [...visit, ...visit, ...visit]);
  const ids = bench.spans().map((span) => span.spanContext().spanId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(only(bench.spans(), 'session')).toHaveLength(1);
  expect(only(bench.spans(), 'step')).toHaveLength(6);
});

test('a step links to the HTTP server span around it', () => {
  const bench = createReplayBench();
  const httpServerSpan = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
  };
  bench.replay
    .request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody(''),
      atMs: 1e12,
      httpServerSpan,
    })
    ?.answer({ status: 200, headers: {}, body: 'CON Hi', atMs: 1e12 + 1 });
  expect(bench.spans()[0]?.links).toEqual([{ context: httpServerSpan }]);
});

test("a provider's id that holds the subscriber's number is replaced by a pseudonym", () => {
  const bench = createReplayBench();
  exchangeAll(bench.replay, [
    { body: africastalkingBody('', '254711000111-1'), answer: 'END Bye' },
  ]);
  for (const span of bench.spans()) expect(span.attributes['session.id']).toMatch(/^p\.[\w-]{22}$/);
});

test('without a key there is no user.hash, and one warning has a command that makes one', () => {
  const bench = createReplayBench({ userHashKey: undefined } as never);
  exchangeAll(bench.replay, TRANSFER);
  exchangeAll(bench.replay, [{ body: africastalkingBody('', 'other'), answer: 'END Bye' }]);
  expect(bench.spans().some((span) => 'user.hash' in span.attributes)).toBe(false);
  expect(bench.problems.map(String)).toEqual([
    expect.stringContaining('export HOPSCOPE_USER_HASH_KEY=$(node'),
  ]);
});

describe('a service code that nobody told is guessed from what was dialled', () => {
  const dial = (dialled: readonly string[], serviceCodes?: readonly string[]) => {
    const bench = createReplayBench(serviceCodes === undefined ? {} : { serviceCodes });
    for (const [session, one] of dialled.entries()) {
      exchangeAll(bench.replay, [
        { body: arkeselBody({ dialled: one }, `s${session}`), answer: arkeselAnswer('Hi', true) },
      ]);
    }
    const codes = only(bench.spans(), 'step').map((span) => span.attributes['ussd.service.code']);
    return { codes, problems: bench.problems.map(String) };
  };

  test('one warning names the setting, and nothing that was dialled', () => {
    const { problems } = dial(['*920*4821#', '*928*77*5#']);
    expect(problems).toEqual([expect.stringContaining('HOPSCOPE_SERVICE_CODES')]);
    expect(problems.join()).not.toMatch(/4821|77/);
  });

  test('there is none where the codes are set, or nothing was dialled behind the first part', () => {
    expect(dial(['*928*77*5#'], ['*928*77#']).problems).toEqual([]);
    expect(dial(['*928#']).problems).toEqual([]);
  });

  test('different codes of one process are bounded; from then on only the first part is one', () => {
    const many = Array.from({ length: 150 }, (_, extension) => `*928*${extension}#`);
    const { codes } = dial([...many, '*928*0#']);
    expect(new Set(codes).size).toBe(101);
    expect(codes.slice(-2)).toEqual(['*928#', '*928*0#']);
    expect(dial(many, ['*928*149#']).codes.at(-1)).toBe('*928*149#');
  });
});

describe('nothing of ours reaches the app', () => {
  test('a provider that throws is reported once, and the app goes on', () => {
    const fail = () => {
      throw new Error('parser');
    };
    const bench = createReplayBench({
      providers: [
        {
          name: 'mine',
          inputMode: 'latest',
          idleLimitSeconds: 60,
          detect: { allOf: ['mine'] },
          parseRequest: fail,
          readAnswer: fail,
        },
      ],
    });
    exchangeAll(bench.replay, [
      { body: 'mine=1', answer: 'x' },
      { body: 'mine=2', answer: 'x' },
    ]);
    expect(bench.problems).toHaveLength(1);
    expect(bench.spans()).toHaveLength(0);
  });

  test('an answer that cannot be read still ends the span, without guessing how the session went', () => {
    const bench = createReplayBench({
      providers: [
        {
          name: 'mine',
          inputMode: 'latest',
          idleLimitSeconds: 60,
          detect: { allOf: ['mine'] },
          parseRequest: () => ({ sessionId: 's', serviceCode: '*1#', text: '', start: true }),
          readAnswer: () => {
            throw new Error('reader');
          },
        },
      ],
    });
    exchangeAll(bench.replay, [{ body: 'mine=1', answer: 'x' }]);
    expect(bench.problems).toHaveLength(1);
    expect(bench.spans()).toHaveLength(1);
    expect(bench.spans()[0]?.attributes).not.toHaveProperty('ussd.session.outcome');
  });

  test('a tracer that throws at a hook leaves the hop as it was', () => {
    const bench = createReplayBench();
    const inner = bench.provider.getTracer('inner');
    let calls = 0;
    const startSpan: typeof inner.startSpan = (...args) => {
      calls++;
      if (calls === 2) throw new Error('tracer');
      return inner.startSpan(...args);
    };
    const problems: unknown[] = [];
    const recorder = createRecorder({
      tracer: { startSpan, startActiveSpan: inner.startActiveSpan.bind(inner) },
      meter: createNoopMeter(),
      settings: { capture: 'full', userHashKey: 'a key for tests only' },
      onProblem: (problem) => problems.push(problem),
    });
    const hop = recorder.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody(''),
      atMs: START_MS,
    });
    hop?.startHook({ method: 'GET', url: 'http://a/', atMs: START_MS }).end({ atMs: START_MS });
    hop?.nameStep(17 as unknown as string);
    hop?.setOutcome('great' as unknown as AppOutcome);
    hop?.setAction('jump' as unknown as StepAction);
    hop?.setFlow(17 as unknown as string);
    hop?.markGoal(17 as unknown as string);
    hop?.answer({ status: 200, headers: {}, body: 'CON Amount?', atMs: START_MS + 1 });
    expect(problems.map(String)).toEqual(['Error: tracer']);
    expect(bench.spans().map((span) => span.name)).toEqual(['step amount']);
    const [step] = bench.spans();
    expect(step?.attributes).toMatchObject({ 'ussd.step.action': 'next' });
    expect(step?.attributes).not.toHaveProperty('ussd.session.outcome');
    expect(step?.attributes).not.toHaveProperty('ussd.flow.name');
    expect(step?.attributes).not.toHaveProperty('ussd.goal.name');
  });
});
