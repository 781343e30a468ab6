import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, test } from 'vitest';
import { africastalkingBody, createReplayBench, only, START_MS } from '../../test/replay-bench.ts';
import type { ReplayHop } from '../replay.ts';

interface Told {
  readonly text: string;
  readonly answer: string;
  readonly say?: (hop: ReplayHop) => void;
  readonly after?: (hop: ReplayHop) => void;
  readonly session?: string;
  readonly status?: number;
}

function play(told: readonly Told[], sdk: Parameters<typeof createReplayBench>[1] = {}) {
  const bench = createReplayBench({ capture: 'full' }, sdk);
  for (const [index, { text, answer, say, after, session, status = 200 }] of told.entries()) {
    const atMs = START_MS + index * 5_000;
    const hop = bench.replay.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody(text, session),
      atMs,
    });
    if (hop !== undefined) say?.(hop);
    hop?.answer({ status, headers: {}, body: answer, atMs: atMs + 50 });
    if (hop !== undefined) after?.(hop);
  }
  expect(bench.mistakes()).toEqual([]);
  const attributesOf = (operation: string) =>
    only(bench.spans(), operation).map(({ attributes }) => attributes);
  return { steps: attributesOf('step'), root: attributesOf('session')[0] };
}

describe('a marked goal', () => {
  test.each([
    ['a screen that says sorry', { answer: 'END Sorry, failed' }],
    ['an error status', { answer: 'oops', status: 500 }],
    [
      'another word of the app',
      { answer: 'END Bye', say: (hop: ReplayHop) => hop.setOutcome('rejected') },
    ],
  ])('makes the session completed in spite of %s', (_name, end) => {
    const { steps, root } = play([
      { text: '', answer: 'CON Paid\n1. More', say: (hop) => hop.markGoal('paid') },
      { text: '1', ...end },
    ]);
    expect(root).toMatchObject({
      'ussd.session.outcome': 'completed',
      'ussd.session.outcome.source': 'app',
      'ussd.goal.name': 'paid',
    });
    expect(steps.map((step) => step['ussd.goal.name'])).toEqual(['paid', undefined]);
    expect(steps[0]?.['ussd.session.outcome']).toBe('completed');
    expect(steps[0]).not.toHaveProperty('ussd.session.end.source');
  });

  test('needs no name, and counts as completed', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meterProvider = new MeterProvider({ readers: [reader] });
    const { root } = play([{ text: '', answer: 'END Sorry', say: (hop) => hop.markGoal() }], {
      meterProvider,
    });
    expect(root).not.toHaveProperty('ussd.goal.name');
    await meterProvider.forceFlush();
    const closed = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      .find(({ descriptor }) => descriptor.name === 'ussd.sessions.closed');
    expect(
      closed?.dataPoints.flatMap(({ attributes, value }) =>
        value === 0 ? [] : attributes['ussd.session.outcome'],
      ),
    ).toEqual(['completed']);
    await meterProvider.shutdown();
  });
});

test('of several outcomes the last holds, also when it was said on an earlier step', () => {
  const { root } = play([
    { text: '', answer: 'CON A', say: (hop) => hop.setOutcome('hook_error') },
    { text: '1', answer: 'CON B', say: (hop) => hop.setOutcome('rejected') },
    { text: '1*1', answer: 'END Thank you' },
  ]);
  expect(root).toMatchObject({
    'ussd.session.outcome': 'rejected',
    'ussd.session.outcome.source': 'app',
  });
});

test('a flow holds from the step that says it, and the root has the last', () => {
  const { steps, root } = play([
    { text: '', answer: 'CON A' },
    { text: '1', answer: 'CON B', say: (hop) => hop.setFlow('loans') },
    { text: '1*1', answer: 'CON C' },
    { text: '1*1*1', answer: 'END D', say: (hop) => hop.setFlow('savings') },
  ]);
  expect(steps.map((step) => step['ussd.flow.name'])).toEqual([
    undefined,
    'loans',
    'loans',
    'savings',
  ]);
  expect(root?.['ussd.flow.name']).toBe('savings');
});

describe('an action that the app says', () => {
  const said = (hop: ReplayHop) => hop.setAction('back', 'Not 4 you 12345');
  test('wins over what two screens tell, with its message', () => {
    const { steps } = play([
      { text: '', answer: 'CON Amount?' },
      { text: '5', answer: 'CON Town?', say: said },
    ]);
    expect(steps[1]).toMatchObject({
      'ussd.step.action': 'back',
      'ussd.step.action.source': 'app',
      'ussd.step.action.message': 'Not 4 you 12345',
    });
  });

  test('is an end where the answer ends the session', () => {
    const { steps } = play([{ text: '', answer: 'END Bye', say: said }]);
    expect(steps[0]).toMatchObject({ 'ussd.step.action': 'end', 'ussd.step.action.source': 'app' });
  });

  test('is not counted again when the gateway sends the request again', () => {
    const { steps } = play([
      { text: '', answer: 'CON Amount?' },
      { text: '5', answer: 'CON Town?', say: said },
      { text: '5', answer: 'CON Town?', say: said },
    ]);
    expect(steps[2]).not.toHaveProperty('ussd.step.action');
  });

  test('of two the last counts, without the first one’s message', () => {
    const { steps } = play([
      { text: '', answer: 'CON A' },
      {
        text: '1',
        answer: 'CON B',
        say: (hop) => {
          said(hop);
          hop.setAction('retry');
        },
      },
    ]);
    expect(steps[1]?.['ussd.step.action']).toBe('retry');
    expect(steps[1]).not.toHaveProperty('ussd.step.action.message');
  });
});

test('what is said after the answer changes nothing', () => {
  const { steps, root } = play([
    {
      text: '',
      answer: 'CON A',
      after: (hop) => {
        hop.markGoal('late');
        hop.setOutcome('rejected');
        hop.setFlow('late');
        hop.setAction('back');
        hop.nameStep('late');
      },
    },
    { text: '1', answer: 'END Thank you' },
  ]);
  expect(JSON.stringify([steps, root])).not.toContain('late');
  expect(root).toMatchObject({
    'ussd.session.outcome': 'completed',
    'ussd.session.outcome.source': 'inferred',
  });
});

test('names that are ids are bounded: from then on they are called other', () => {
  const name = (index: number) =>
    `n${index.toString(26).replace(/\d/g, 'x')}-${'abcdefghij'[index % 10]}`;
  const { steps } = play(
    Array.from({ length: 400 }, (_, index) => ({
      text: '',
      answer: 'CON A',
      session: `s${index}`,
      say: (hop: ReplayHop) => {
        hop.markGoal(name(index));
        hop.setFlow(name(index));
        hop.hook({
          method: 'GET',
          url: 'http://a/',
          name: name(index),
          startMs: START_MS,
          endMs: START_MS,
        });
      },
    })),
  );
  for (const key of ['ussd.flow.name', 'ussd.goal.name']) {
    const names = new Set(steps.map((step) => step[key]));
    expect(names.has('other')).toBe(true);
    expect(names.size).toBeLessThanOrEqual(201);
  }
});
