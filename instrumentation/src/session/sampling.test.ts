import { context, ROOT_CONTEXT, type Span, type Tracer, trace } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { describe, expect, test } from 'vitest';
import {
  africastalkingBody,
  createReplayBench,
  exchangeAll,
  only,
} from '../../test/replay-bench.ts';
import { createReplay } from '../replay.ts';
import { startRoot } from './root-span.ts';

const SESSIONS = 300;

function exchangesOf(session: string) {
  return [
    { body: africastalkingBody('', session), answer: 'CON Main\n1. A' },
    {
      body: africastalkingBody('1', session),
      answer: 'CON Amount',
      hooks: [{ method: 'GET', url: 'http://a/b' }],
    },
    { body: africastalkingBody('1*5', session), answer: 'END Done' },
  ];
}

describe.each([
  [
    'parentbased_traceidratio',
    () => new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0.25) }),
  ],
  ['traceidratio', () => new TraceIdRatioBasedSampler(0.25)],
])('with %s', (_name, sampler) => {
  test('whole sessions are kept or dropped, the same ones in every process', () => {
    const pods = [
      createReplayBench({}, { sampler: sampler() }),
      createReplayBench({}, { sampler: sampler() }),
    ];
    for (let session = 0; session < SESSIONS; session++) {
      for (const [position, exchange] of exchangesOf(`ATUid_${session}`).entries()) {
        const pod = pods[position % 2];
        if (pod !== undefined) exchangeAll(pod.replay, [exchange], position);
      }
    }
    const perTrace = new Map<string, string[]>();
    for (const span of pods.flatMap((pod) => pod.spans())) {
      const { traceId } = span.spanContext();
      perTrace.set(traceId, [
        ...(perTrace.get(traceId) ?? []),
        String(span.attributes['ussd.operation.name']),
      ]);
    }
    for (const operations of perTrace.values()) {
      expect(operations.toSorted()).toEqual(['hook', 'session', 'step', 'step', 'step']);
    }
    expect(perTrace.size).toBeGreaterThan(SESSIONS * 0.15);
    expect(perTrace.size).toBeLessThan(SESSIONS * 0.35);
  });
});

test('a session that is recorded without being sampled has no step that is exported', () => {
  const recordOnly = { shouldSample: () => ({ decision: SamplingDecision.RECORD }) };
  const bench = createReplayBench({}, { sampler: new ParentBasedSampler({ root: recordOnly }) });
  exchangeAll(bench.replay, exchangesOf('ATUid_1'));
  expect(bench.spans()).toHaveLength(0);
});

test('nothing is exported and nothing complains when the sampler drops everything', () => {
  const bench = createReplayBench({}, { sampler: new AlwaysOffSampler() });
  exchangeAll(bench.replay, exchangesOf('ATUid_1'));
  expect(bench.spans()).toHaveLength(0);
  expect(bench.problems).toEqual([]);
});

describe('the root gets its ids', () => {
  const IDS = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

  test('behind the proxies of the API, too', () => {
    const bench = createReplayBench();
    const proxy = { _getTracer: () => ({ _getTracer: () => bench.provider.getTracer('x') }) };
    expect(startRoot(proxy as unknown as Tracer, IDS, 'session', {})).toMatchObject({
      status: 'started',
    });
  });

  test('and no other span does, neither of this tracer nor of another', () => {
    const bench = createReplayBench();
    const tracer = bench.provider.getTracer('x');
    startRoot(tracer, IDS, 'session', {});
    for (const other of [tracer, bench.provider.getTracer('y')]) {
      const got = other.startSpan('child', {}, ROOT_CONTEXT).spanContext();
      expect(got.traceId).not.toBe(IDS.traceId);
      expect(got.spanId).not.toBe(IDS.spanId);
    }
  });

  test('also when the tracer is shared by two recorders', () => {
    const bench = createReplayBench();
    const tracer = bench.provider.getTracer('x');
    startRoot(tracer, IDS, 'session', {});
    const again = startRoot(tracer, { ...IDS, spanId: 'c'.repeat(16) }, 'session', {});
    expect(again).toMatchObject({ status: 'started' });
  });

  test('nor does a span that a processor starts meanwhile', () => {
    const started: string[] = [];
    const provider: TracerProvider = new TracerProvider({
      spanProcessors: [
        {
          onStart(span: Span) {
            started.push(span.spanContext().spanId);
            if (started.length === 1) tracer.startSpan('of a processor', { root: true });
          },
          onEnd() {},
          forceFlush: async () => {},
          shutdown: async () => {},
        },
      ],
    });
    const tracer = provider.getTracer('x');
    startRoot(tracer, IDS, 'session', {});
    expect(started).toHaveLength(2);
    expect(started[0]).toBe(IDS.spanId);
    expect(started[1]).not.toBe(IDS.spanId);
  });

  test('or is not started: a tracer that keeps its ids to itself', () => {
    const inner = createReplayBench().provider.getTracer('inner');
    const stubborn = {
      _idGenerator: { generateTraceId: () => '', generateSpanId: () => '' },
      startSpan: inner.startSpan.bind(inner),
    } as unknown as Tracer;
    expect(startRoot(stubborn, IDS, 'session', {})).toEqual({ status: 'ids_refused' });
  });

  test('or there is no root: an SDK that refuses them is reported once, and its steps stay', () => {
    const bench = createReplayBench();
    const inner = bench.provider.getTracer('inner');
    const foreign = {
      startSpan: inner.startSpan.bind(inner),
      startActiveSpan: inner.startActiveSpan.bind(inner),
    } as unknown as Tracer;
    const problems: unknown[] = [];
    const replay = createReplay({
      tracerProvider: { getTracer: () => foreign },
      config: { userHashKey: 'a key for tests only' },
      onProblem: (problem) => problems.push(problem),
    });
    exchangeAll(replay, exchangesOf('ATUid_1'));
    exchangeAll(replay, exchangesOf('ATUid_2'));
    expect(problems.map(String)).toEqual([expect.stringContaining('No session spans are sent')]);
    expect(only(bench.spans(), 'session')).toHaveLength(0);
    expect(only(bench.spans(), 'step')).toHaveLength(6);
  });
});

test("a hop's context carries its step, for whatever the app starts in it", () => {
  const bench = createReplayBench();
  const hop = bench.replay.request({
    method: 'POST',
    path: '/',
    headers: {},
    body: africastalkingBody(''),
    atMs: 1e12,
  });
  const span = trace.getSpan(hop?.context ?? context.active());
  hop?.answer({ status: 200, headers: {}, body: 'CON x', atMs: 1e12 + 1 });
  expect(span?.spanContext()).toEqual(bench.spans()[0]?.spanContext());
});
