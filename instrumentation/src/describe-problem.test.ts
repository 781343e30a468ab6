import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DiagLogger, diag } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect, test, vi } from 'vitest';
import { describeProblem } from './describe-problem.ts';
import { UssdInstrumentation } from './instrumentation.ts';
import type { Provider, UssdInstrumentationConfig } from './types.ts';
import { UssdProblem } from './ussd-problem.ts';

const PIN = '48217';
const NUMBER = '254711000111';
const QUOTING = `unexpected input ${PIN} of ${NUMBER}\n    at ${PIN} (${NUMBER}:1:1)`;

const named = (name: string) => Object.assign(new Error(QUOTING), { name });
const THROWN: readonly unknown[] = [
  new Error(QUOTING),
  new TypeError(QUOTING),
  named(QUOTING),
  named(`E${PIN}`),
  Object.assign(new Error(QUOTING), { code: PIN }),
  Object.assign(new Error(QUOTING), { stack: undefined }),
  QUOTING,
  Number(PIN),
  { pin: PIN, toString: () => QUOTING },
  null,
];

test.each(THROWN)('of what is thrown only class and place are said: %#', (thrown) => {
  const said = describeProblem(thrown);
  expect(said).not.toMatch(new RegExp(`${PIN}|${NUMBER}`));
  expect(said).toContain('the app is not affected');
});

test('the place is where it was thrown', () => {
  expect(describeProblem(new RangeError(QUOTING))).toMatch(
    /^RangeError at .*describe-problem\.test\.ts:\d+:\d+\)?; the app is not affected$/,
  );
});

test('our own words are said as they are', () => {
  expect(describeProblem(new UssdProblem('Set the key'))).toBe('Set the key');
});

const provider = (parts: Partial<Provider>): Provider => ({
  name: 'ours',
  inputMode: 'latest',
  idleLimitSeconds: 30,
  detect: { allOf: ['sid', 'msisdn', 'input'] },
  parseRequest: ({ fields }) => ({
    sessionId: String(fields.sid),
    serviceCode: '*384#',
    msisdn: String(fields.msisdn),
    text: String(fields.input),
  }),
  readAnswer: ({ body }) => ({ type: 'continue', text: body }),
  ...parts,
});

const PLACES: Readonly<Record<string, (raise: () => never) => UssdInstrumentationConfig>> = {
  'a provider that reads a request': (raise) => ({
    providers: [provider({ parseRequest: raise })],
  }),
  'a provider that reads an answer': (raise) => ({ providers: [provider({ readAnswer: raise })] }),
  hookAction: (raise) => ({ providers: [provider({ hook: true })], hookAction: raise }),
  'a session store': (raise) => ({
    providers: [provider({})],
    sessionStore: { get: raise, put: raise, delete: raise, claim: raise },
  }),
};

test.each(Object.entries(PLACES))(
  'nothing that somebody typed is logged where %s throws',
  async (_name, configOf) => {
    const warn = vi.fn();
    const logger: DiagLogger = { error: warn, warn, info: warn, debug: warn, verbose: warn };
    diag.setLogger(logger, { suppressOverrideMessage: true });
    for (const thrown of THROWN) {
      const before = warn.mock.calls.length;
      const exporter = new InMemorySpanExporter();
      const ussd = new UssdInstrumentation({
        ...configOf(() => {
          throw thrown;
        }),
        userHashKey: 'a key for tests only',
        capture: 'full',
      });
      const provider = new TracerProvider({
        spanProcessors: [new SimpleSpanProcessor({ exporter })],
      });
      ussd.setTracerProvider(provider);
      const server = createServer((request, response) => {
        request.resume().on('end', () => response.end('{"message":"ok"}'));
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/ussd`, {
        method: 'POST',
        body: new URLSearchParams({ sid: 's1', msisdn: NUMBER, input: PIN }),
      });
      expect(await answer.text()).toBe('{"message":"ok"}');
      await vi.waitFor(() => expect(warn.mock.calls.length).toBeGreaterThan(before));
      await provider.forceFlush();
      ussd.disable();
      await new Promise((done) => server.close(done).closeAllConnections());
    }
    diag.disable();
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(new RegExp(`${PIN}|${NUMBER}`));
  },
);
