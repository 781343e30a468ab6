import type { Attributes, MeterProvider } from '@opentelemetry/api';
import type { ReadableSpan, Sampler, TracerProviderOptions } from '@opentelemetry/sdk-trace';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { RecorderSettings } from '../src/recorder/recorder.ts';
import { createReplay, type RecordedHook, type Replay } from '../src/replay.ts';
import type { CaptureLevel } from '../src/semconv.ts';

/** A replay into memory: what it exported, and what it complained about. */
export interface ReplayBench {
  readonly replay: Replay;
  readonly provider: TracerProvider;
  readonly problems: unknown[];
  /** The same without the advice to set the service codes, which a test of something else needs not. */
  mistakes(): unknown[];
  spans(): ReadableSpan[];
}

export function createReplayBench(
  config: Partial<RecorderSettings> = {},
  sdk: { sampler?: Sampler; meterProvider?: MeterProvider } & TracerProviderOptions = {},
): ReplayBench {
  const exporter = new InMemorySpanExporter();
  const { meterProvider, ...options } = sdk;
  const provider = new TracerProvider({
    ...options,
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const problems: unknown[] = [];
  const replay = createReplay({
    tracerProvider: provider,
    config: { userHashKey: 'a key for tests only', ...config },
    onProblem: (error) => problems.push(error),
    ...(meterProvider !== undefined && { meterProvider }),
  });
  return {
    replay,
    provider,
    problems,
    mistakes: () => problems.filter((problem) => !/HOPSCOPE_SERVICE_CODES/.test(String(problem))),
    spans: () => exporter.getFinishedSpans(),
  };
}

export interface Exchange {
  readonly body: string;
  readonly answer: string;
  readonly status?: number;
  readonly hooks?: readonly Omit<RecordedHook, 'startMs' | 'endMs'>[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The first exchange's time, and what lies between exchanges. */
export const START_MS = Date.UTC(2026, 9, 5, 9, 0, 0);
export const APP_MS = 120;
export const THINK_MS = 6_000;

/** Sends exchanges through a replay, one after the other, at fixed times. */
export function exchangeAll(replay: Replay, exchanges: readonly Exchange[], from = 0): void {
  for (const [position, exchange] of exchanges.entries()) {
    const atMs = START_MS + (from + position) * (APP_MS + THINK_MS);
    const hop = replay.request({
      method: 'POST',
      path: '/ussd',
      headers: {},
      body: exchange.body,
      atMs,
    });
    for (const hook of exchange.hooks ?? [])
      hop?.hook({ ...hook, startMs: atMs + 5, endMs: atMs + 55 });
    hop?.answer({
      status: exchange.status ?? 200,
      headers: exchange.headers ?? {},
      body: exchange.answer,
      atMs: atMs + APP_MS,
    });
  }
}

/** A callback of Africa's Talking. */
export function africastalkingBody(text: string, session = 'ATUid_test'): string {
  return new URLSearchParams({
    sessionId: session,
    serviceCode: '*384*123#',
    phoneNumber: '+254711000111',
    networkCode: '63902',
    text,
  }).toString();
}

/** A callback of Arkesel; `dialled` makes it the first. */
export function arkeselBody(
  input: { readonly dialled: string } | { readonly typed: string },
  session = '2005506191900168',
): string {
  return JSON.stringify({
    sessionID: session,
    userID: 'USSD_TEST',
    newSession: 'dialled' in input,
    msisdn: '233271231234',
    userData: 'dialled' in input ? input.dialled : input.typed,
    network: 'MTN',
  });
}

export function arkeselAnswer(message: string, continueSession: boolean): string {
  return JSON.stringify({ sessionID: '2005506191900168', message, continueSession });
}

/** Spans whose `ussd.operation.name` is this. */
export function only(spans: readonly ReadableSpan[], operation: string): ReadableSpan[] {
  return spans.filter((span) => span.attributes['ussd.operation.name'] === operation);
}

export function milliseconds([seconds, nanoseconds]: readonly [number, number]): number {
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** An exchange with Africa's Talking in the session `ATUid_test`. */
export function at(text: string, answer: string, more: Partial<Exchange> = {}): Exchange {
  return { body: africastalkingBody(text), answer, ...more };
}

/** Plays exchanges into a new recorder and gives back the attributes of its step spans. */
export function stepsOf(
  exchanges: readonly Exchange[],
  capture: CaptureLevel = 'full',
): Attributes[] {
  const bench = createReplayBench({ capture });
  exchangeAll(bench.replay, exchanges);
  for (const mistake of bench.mistakes()) throw mistake;
  return only(bench.spans(), 'step').map((span) => span.attributes);
}
