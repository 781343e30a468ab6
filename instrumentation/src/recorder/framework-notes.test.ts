import { createNoopMeter } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { africastalkingBody, START_MS } from '../../test/replay-bench.ts';
import { beforeFlush } from '../before-flush.ts';
import type { FrameworkNotes } from './framework-notes.ts';
import { createRecorder, type Hop, type Recorder } from './recorder.ts';

let exporter: InMemorySpanExporter;
let provider: TracerProvider;
let recorder: Recorder;
let problems: string[];

beforeEach(() => {
  vi.useFakeTimers();
  exporter = new InMemorySpanExporter();
  provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  problems = [];
  recorder = createRecorder({
    tracer: provider.getTracer('test'),
    meter: createNoopMeter(),
    settings: { capture: 'standard', userHashKey: 'a key for tests only' },
    onProblem: (error) => problems.push(String(error)),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function open(text: string): { readonly hop: Hop; readonly notes: FrameworkNotes } {
  const body = africastalkingBody(text);
  const request = { method: 'POST', path: '/ussd', headers: {}, body, atMs: START_MS };
  const hop = recorder.request(request);
  if (hop?.framework === undefined) throw new Error('no hop');
  return { hop, notes: hop.framework };
}

const answer = (hop: Hop, body: string) =>
  hop.answer({ status: 200, headers: {}, body, atMs: START_MS + 120 });

const steps = () =>
  exporter
    .getFinishedSpans()
    .filter(({ attributes }) => attributes['ussd.operation.name'] === 'step');

const lastStep = () => steps().at(-1)?.attributes ?? {};

describe('a step is named', () => {
  test('by the app before the framework, and by the framework before the screen', () => {
    const app = open('');
    app.notes.enter('home');
    app.hop.nameStep('welcome');
    answer(app.hop, 'CON Main menu');
    expect(lastStep()).toMatchObject({
      'ussd.step.name': 'welcome',
      'ussd.step.name.source': 'app',
    });
    const framework = open('1');
    framework.notes.enter('home');
    framework.notes.enter('amount');
    answer(framework.hop, 'CON Enter amount');
    expect(lastStep()).toMatchObject({
      'ussd.step.name': 'amount',
      'ussd.step.name.source': 'framework',
    });
    const screen = open('1*5');
    answer(screen.hop, 'CON Confirm payment');
    expect(lastStep()).toMatchObject({
      'ussd.step.name': 'confirm_payment',
      'ussd.step.name.source': 'screen',
    });
  });

  test('without what a subscriber typed, whatever the framework calls its states', () => {
    open('').notes.enter('x');
    const { hop, notes } = open('1');
    notes.enter('account 254711000111');
    answer(hop, 'CON Choose');
    expect(lastStep()['ussd.step.name']).not.toContain('254711000111');
  });
});

test.each([
  ['CON You have 50. Enter amount', 'retry'],
  ['CON You have 7. Enter amount', 'retry'],
  ['CON Invalid amount. Enter it again', 'retry'],
  ['CON Added. Another item?', 'next'],
])('the same state again with the screen %j is %s', (second, action) => {
  for (const [text, screen] of [
    ['', 'CON You have 50. Enter amount'],
    ['7', second],
  ] as const) {
    const { hop, notes } = open(text);
    notes.enter('amount');
    answer(hop, screen);
  }
  expect(lastStep()['ussd.step.action']).toBe(action);
});

describe('a step that may be answered again', () => {
  test('waits for it, and ends when the answer left', () => {
    const { hop, notes } = open('');
    const letGo = notes.hold();
    answer(hop, 'END Thank you');
    expect(steps()).toEqual([]);
    notes.fault('answered_twice');
    letGo();
    letGo();
    expect(lastStep()).toMatchObject({
      'error.type': 'answered_twice',
      'ussd.session.outcome': 'completed',
    });
    expect(steps()[0]?.status.code).toBe(0);
    expect(steps()[0]?.endTime[0]).toBe(Math.floor((START_MS + 120) / 1000));
    expect(steps()).toHaveLength(1);
  });

  test('waits ten seconds at most', () => {
    const { hop, notes } = open('');
    notes.hold();
    answer(hop, 'CON Main menu');
    vi.advanceTimersByTime(9_999);
    expect(steps()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(steps()).toHaveLength(1);
    notes.fault('answered_twice');
    expect(problems).toEqual([expect.stringContaining("no span says 'answered_twice'")]);
  });

  test.each(['forceFlush', 'shutdown'] as const)(
    'is sent when the SDK is told %s',
    async (method) => {
      vi.useRealTimers();
      const unhook = beforeFlush(provider, () => recorder.settle());
      const held = open('');
      held.notes.hold();
      answer(held.hop, 'CON Main menu');
      const before = steps().length;
      const sent = vi.spyOn(exporter, 'export');
      await provider[method]();
      expect([before, sent.mock.calls.length]).toEqual([0, 1]);
      unhook();
      expect(Object.hasOwn(provider, method)).toBe(false);
    },
  );

  test('is ended when the recorder is shut down', () => {
    const { hop, notes } = open('');
    notes.hold();
    answer(hop, 'CON Main menu');
    recorder.shutdown();
    expect(steps()).toHaveLength(1);
  });
});

describe('an error that the framework swallowed', () => {
  test('is the error of the step, and of a session that ends with it', () => {
    const { hop, notes } = open('');
    notes.fault('TypeError');
    notes.fault('answered_twice');
    answer(hop, 'END Thank you');
    expect(lastStep()).toMatchObject({
      'error.type': 'TypeError',
      'ussd.session.outcome': 'app_error',
    });
    expect(steps()[0]?.status.code).toBe(2);
  });

  test('is told by its class where HTTP tells a status only', () => {
    const { hop, notes } = open('');
    notes.fault('TypeError');
    hop.answer({ status: 500, headers: {}, body: 'oops', atMs: START_MS + 1 });
    expect(lastStep()['error.type']).toBe('TypeError');
  });

  test('is no message', () => {
    const { hop, notes } = open('');
    notes.fault('no account 254711000111');
    answer(hop, 'CON Main menu');
    expect(lastStep()['error.type']).toBe('_OTHER');
  });
});

test.each([
  [true, true, 'never_answered'],
  [true, false, 'connection_closed'],
  [false, true, 'connection_closed'],
])('hung up on, with a state run: %j, nothing sent: %j', (ran, unanswered, errorType) => {
  const { hop, notes } = open('');
  if (ran) notes.enter('home');
  hop.fail({ errorType: 'connection_closed', atMs: START_MS + 1, unanswered });
  expect(lastStep()['error.type']).toBe(errorType);
});
