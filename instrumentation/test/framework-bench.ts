import http from 'node:http';
import { vi } from 'vitest';
import { type OtlpSink, type SinkSpan, startOtlpSink } from './otlp-sink.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

export interface FrameworkBench {
  readonly app: RunningApp;
  /** Sends one callback of Africa's Talking and waits for its answer. */
  dial(session: string, text: string): Promise<string>;
  /** Sends one and goes on; `hangUp` is what a gateway does that gave up. */
  call(session: string, text: string): { readonly hangUp: () => void };
  get(path: string): Promise<string>;
  /** Waits until the app's `/events` hold a text, so often. */
  happened(event: string, count?: number): Promise<void>;
  /** The step of a session at an index, once it has arrived. */
  step(session: string, index: number): Promise<SinkSpan>;
  /** What a step says of its name, its action and what went wrong. */
  said(session: string, index: number): Promise<StepWords>;
  close(): Promise<void>;
}

export interface StepWords {
  readonly name: unknown;
  readonly source: unknown;
  readonly action: unknown;
  readonly error: unknown;
  readonly outcome: unknown;
  /** The span's status is ERROR. */
  readonly failed: boolean;
}

/**
 * Starts a fixture app with `--import .../register` alone and a receiver for its spans.
 *
 * @param app under test/fixtures
 */
export async function startFrameworkBench(
  app: string,
  env: Readonly<Record<string, string>> = {},
  imports: readonly string[] = [REGISTER],
): Promise<FrameworkBench> {
  const sink: OtlpSink = await startOtlpSink();
  const running = await startApp({
    app: `../fixtures/${app}`,
    imports,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      HOPSCOPE_CAPTURE: 'full',
      HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only',
      ...env,
    },
  });
  const base = `http://127.0.0.1:${running.port}`;
  const body = (session: string, text: string) =>
    new URLSearchParams({
      sessionId: session,
      serviceCode: '*384*123#',
      phoneNumber: '+254711000111',
      networkCode: '63902',
      text,
    });
  const get = async (path: string) => (await fetch(base + path)).text();
  const step = (session: string, index: number): Promise<SinkSpan> => {
    const found = () =>
      sink.spans.find(
        ({ attributes }) =>
          attributes['ussd.operation.name'] === 'step' &&
          attributes['session.id'] === session &&
          attributes['ussd.step.index'] === index,
      );
    return vi.waitUntil(found, { timeout: 10_000 });
  };
  return {
    app: running,
    dial: async (session, text) => {
      const answer = await fetch(`${base}/ussd`, { method: 'POST', body: body(session, text) });
      return answer.text();
    },
    call: (session, text) => {
      const request = http.request(`${base}/ussd`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      request.on('error', () => {});
      request.end(String(body(session, text)));
      return { hangUp: () => request.destroy() };
    },
    get,
    happened: async (event, count = 1) => {
      const enough = async () => (await get('/events')).split(event).length > count;
      await vi.waitUntil(enough, { timeout: 10_000 });
    },
    step,
    said: async (session, index) => {
      const { attributes, statusCode } = await step(session, index);
      return {
        name: attributes['ussd.step.name'],
        source: attributes['ussd.step.name.source'],
        action: attributes['ussd.step.action'],
        error: attributes['error.type'],
        outcome: attributes['ussd.session.outcome'],
        failed: statusCode === 2,
      };
    },
    close: async () => {
      await running.stop('SIGKILL');
      await sink.close();
    },
  };
}
