import { createNoopMeter } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { africastalkingBody, START_MS } from '../../test/replay-bench.ts';
import { catchUp, recordSoon } from '../backlog.ts';
import { createRecorder, type Hop, type Recorder } from './recorder.ts';

let exporter: InMemorySpanExporter;
let recorder: Recorder;
let problems: string[];
beforeEach(() => {
  problems = [];
  exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  recorder = createRecorder({
    tracer: provider.getTracer('test'),
    meter: createNoopMeter(),
    settings: { capture: 'standard', userHashKey: 'a key for tests only' },
    onProblem: (error) => problems.push(String(error)),
  });
});
afterEach(catchUp);

function open(): Hop {
  const body = africastalkingBody('');
  const request = { method: 'POST', path: '/ussd', headers: {}, body, atMs: START_MS };
  const hop = recorder.request(request);
  if (hop === undefined) throw new Error('no hop');
  return hop;
}

/** The answer has left; its turn of the event loop goes on. */
function answerOf(hop: Hop): void {
  const answer = { status: 200, headers: {}, body: 'CON Welcome', atMs: START_MS + 10 };
  recordSoon({ record: () => hop.answer(answer) });
}

const names = () => exporter.getFinishedSpans().map(({ name }) => name);

test.each<[string, () => unknown]>([
  ['a flush', () => recorder.settle()],
  ['the end of what is held', () => recorder.endHeld()],
  ['a shutdown', () => recorder.shutdown()],
])('%s has what was seen before it', (_, act) => {
  answerOf(open());
  act();
  expect(names()).toEqual(['step welcome']);
});

test('a call that ends behind the answer is told behind it', () => {
  const hop = open();
  const hook = hop.startHook({ method: 'GET', url: 'http://bank.local/a', atMs: START_MS + 5 });
  answerOf(hop);
  hook.end({ status: 500, atMs: START_MS + 20 });
  expect(names()).toEqual(['step welcome', 'hook GET a']);
});

test.each<[string, (notes: NonNullable<Hop['framework']>) => void]>([
  ['enters a state', (notes) => notes.enter('late')],
  ['stays', (notes) => notes.stay()],
  ['leaves a state', (notes) => notes.leave()],
])('a framework that %s behind the answer does not name its screen', (_, late) => {
  const hop = open();
  hop.framework?.enter('menu');
  answerOf(hop);
  if (hop.framework !== undefined) late(hop.framework);
  expect(names()).toEqual(['step menu']);
});

test('a fault behind the answer is not that of its step', () => {
  const hop = open();
  answerOf(hop);
  hop.framework?.fault('answered_twice');
  expect(problems).toEqual([expect.stringContaining("no span says 'answered_twice'")]);
});
