import { afterEach, expect, test } from 'vitest';
import { startOtlpSink } from './otlp-sink.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';
import { anyFreePort } from './start-redis.ts';

let app: RunningApp | undefined;
afterEach(() => app?.stop('SIGKILL'));

async function dial(port: number): Promise<void> {
  for (const text of ['', '2']) {
    const body = new URLSearchParams({
      sessionId: 'ATUid_1',
      serviceCode: '*384*123#',
      phoneNumber: '+254711000111',
      networkCode: '63902',
      text,
    });
    const answer = await fetch(`http://127.0.0.1:${port}/ussd`, { method: 'POST', body });
    await answer.text();
  }
}

test('with register and OTEL_METRICS_EXPORTER=prometheus, the counters can be scraped', async () => {
  const port = await anyFreePort();
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: {
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    },
  });
  await dial(app.port);
  const scraped = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
    return (await answer?.text()) ?? '';
  };
  const line = (name: string, more = '') => new RegExp(`^${name}\\{[^}]*${more}[^}]*\\} 1$`, 'm');
  await expect.poll(scraped).toMatch(line('ussd_sessions_total'));
  const text = await scraped();
  expect(text).toMatch(line('ussd_sessions_closed_total', 'ussd_session_outcome="completed"'));
  expect(text).toMatch(line('ussd_session_duration_count'));
  expect(text).not.toContain('254711');
});

test('with register and OTEL_METRICS_EXPORTER=otlp, they are sent', async () => {
  const sink = await startOtlpSink();
  app = await startApp({
    app: 'express-esm.mjs',
    imports: [REGISTER],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_METRIC_EXPORT_INTERVAL: '300',
      OTEL_METRIC_EXPORT_TIMEOUT: '300',
    },
  });
  await dial(app.port);
  await expect.poll(() => sink.paths).toContain('/v1/metrics');
  await sink.close();
});
