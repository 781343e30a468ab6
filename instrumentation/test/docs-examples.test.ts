import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as api from '../src/index.ts';
import { type OtlpSink, type SinkSpan, startOtlpSink } from './otlp-sink.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

/** The examples of a page, in their order. */
function examplesOf(page: string): string[] {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs', page), 'utf8');
  return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code ?? '');
}

const WORDS = examplesOf('what-your-app-can-say.md').map((code) => ({
  name: /import \{ (\w+) \}/.exec(code)?.[1] ?? '',
  code,
}));
const FLOWS = examplesOf('flow-platforms.md');

let bank: http.Server;
let sink: OtlpSink;
let app: RunningApp | undefined;
let env: Record<string, string>;
beforeAll(async () => {
  sink = await startOtlpSink();
  bank = http.createServer((request, response) =>
    request.resume().on('end', () => response.end('{}')),
  );
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
  env = {
    BANK_URL: `http://127.0.0.1:${(bank.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    HOPSCOPE_CAPTURE: 'full',
  };
});
afterEach(async () => {
  await app?.stop('SIGKILL');
  app = undefined;
});
afterAll(async () => {
  bank.closeAllConnections();
  bank.close();
  await sink.close();
});

/** Starts examples and waits until one is asked for a session's span. */
async function run(examples: readonly { name: string; code: string }[], imports: string[]) {
  app = await startApp({
    app: 'runs-examples.mjs',
    imports,
    env: { ...env, EXAMPLES: JSON.stringify(examples) },
  });
  return app;
}

async function spanOf(sessionId: string, operation: string, index = 0): Promise<SinkSpan> {
  const found = () =>
    sink.spans
      .filter(({ attributes }) => attributes['session.id'] === sessionId)
      .filter(({ attributes }) => attributes['ussd.operation.name'] === operation)
      .sort((a, b) => a.startMs - b.startMs);
  await expect.poll(() => found().length, { timeout: 10_000 }).toBeGreaterThan(index);
  return found()[index] as SinkSpan;
}

const dial = (port: number, name: string, text: string) =>
  fetch(`http://127.0.0.1:${port}/${name}/ussd`, {
    method: 'POST',
    body: new URLSearchParams({
      sessionId: name,
      serviceCode: '*384*123#',
      phoneNumber: '+254711000111',
      networkCode: '63902',
      text,
    }),
  }).then((answer) => answer.text());

test('every call of the API has one example of five lines, and no other has', () => {
  const calls = Object.keys(api).filter((name) => name !== 'UssdInstrumentation');
  expect(WORDS.map(({ name }) => name).sort()).toEqual(calls.sort());
  for (const { code } of WORDS) expect(code.trim().split('\n').slice(2)).toHaveLength(4);
});

test('the examples of the API do what their page says', async () => {
  const { port } = await run(WORDS, [REGISTER]);
  for (const { name } of WORDS) {
    await dial(port, name, '');
    await dial(port, name, '1');
    await dial(port, name, '1*Hillcrest');
  }
  const step = async (name: string) => (await spanOf(name, 'step')).attributes;
  expect(await step('markGoal')).toMatchObject({
    'ussd.goal.name': 'airtime-bought',
    'ussd.session.outcome': 'completed',
    'ussd.session.outcome.source': 'app',
  });
  expect(await step('setOutcome')).toMatchObject({
    'ussd.session.outcome': 'rejected',
    'ussd.session.outcome.source': 'app',
  });
  expect(await step('setAction')).toMatchObject({
    'ussd.step.action': 'retry',
    'ussd.step.action.source': 'app',
    'ussd.step.action.message': 'Below the minimum',
  });
  expect(await step('nameStep')).toMatchObject({
    'ussd.step.name': 'enter-pin',
    'ussd.step.name.source': 'app',
  });
  expect(await step('setFlow')).toMatchObject({ 'ussd.flow.name': 'buy-airtime' });
  expect((await spanOf('nameHook', 'hook')).name).toBe('hook charge-wallet');
  const hidden = (await spanOf('markSensitive', 'step', 2)).attributes;
  expect(hidden).toMatchObject({ 'ussd.input.type': 'secret' });
  expect(
    JSON.stringify(sink.spans.filter((span) => span.attributes['session.id'] === 'markSensitive')),
  ).not.toContain('Hillcrest');
  // The same input is recorded where nobody says that it is one.
  expect((await spanOf('setFlow', 'step', 2)).attributes['ussd.input.text']).toBe('Hillcrest');
});

const callHook = (port: number, body: object) =>
  fetch(`http://127.0.0.1:${port}/hook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('the example of hookAction reads an action', async () => {
  const { port } = await run([{ name: 'flows', code: FLOWS[0] ?? '' }], []);
  await callHook(port, {
    input: { key: '1' },
    props: { session: { id: 'flow-one', msisdn: '0240000001', network: 'sim' }, values: {} },
    answer: { goto: 'previous', text: 'Once more' },
  });
  expect((await spanOf('flow-one', 'step')).attributes).toMatchObject({
    'ussd.step.name': 'hook',
    'ussd.step.action': 'back',
    'ussd.step.action.source': 'hook',
    'ussd.step.action.message': 'Once more',
    'ussd.client.kind': 'simulator',
  });
});

test('the example of a platform of one’s own is traced', async () => {
  const { port } = await run([{ name: 'flows', code: FLOWS[1] ?? '' }], []);
  await callHook(port, {
    flowSession: 'flow-two',
    typed: '2',
    before: { pin: '48213' },
    answer: { action: 'end', message: '48213 is wrong' },
  });
  const { attributes } = await spanOf('flow-two', 'step');
  expect(attributes).toMatchObject({
    'ussd.provider.name': 'my_flows',
    'ussd.step.action': 'end',
    'ussd.step.action.source': 'hook',
    'ussd.session.outcome': 'rejected',
  });
  expect(JSON.stringify(attributes)).not.toContain('48213');
});
