import { createReplay } from '@hopscope/instrumentation/replay';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { sampleSession } from '../../grafana-plugin/src/components/states/sample-session.ts';
import { spansOf } from './otlp-session.ts';

const START = Date.UTC(2026, 10, 21);

/** An exchange with the gateway; with a hook, the status that its call brought. */
interface Exchange {
  readonly text: string;
  readonly answer: string;
  readonly hook?: { readonly status: number; readonly body: string };
}

interface Made {
  readonly name: string;
  readonly kind: number;
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The spans that the instrumentation makes of a session. */
function record(capture: 'standard' | 'full', exchanges: readonly Exchange[]): Made[] {
  const ended: ReadableSpan[] = [];
  const tracerProvider = new TracerProvider({
    spanProcessors: [
      {
        onStart: () => {},
        onEnd: (span) => void ended.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  const replay = createReplay({ tracerProvider, config: { capture } });
  exchanges.forEach(({ text, answer, hook }, index) => {
    const atMs = START + index * 5000;
    const hop = replay.request({
      method: 'POST',
      path: '/ussd',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        sessionId: 'ATUid_1',
        phoneNumber: '+254711000111',
        networkCode: '63902',
        serviceCode: '*384*1#',
        text,
      }).toString(),
      atMs,
    });
    if (hook !== undefined) {
      hop?.hook({
        method: 'GET',
        url: 'https://bank.example/accounts/savings/balance',
        responseBody: hook.body,
        responseContentType: 'application/json',
        status: hook.status,
        startMs: atMs + 10,
        endMs: atMs + 90,
      });
    }
    hop?.answer({ status: 200, headers: {}, body: answer, atMs: atMs + 120 });
  });
  // OTLP counts the kinds from 1, the API from 0.
  return ended.map(({ name, kind, status, attributes }) => ({
    name,
    kind: kind + 1,
    status: status.code,
    attributes,
  }));
}

/** A span of OTLP/JSON in the same shape. */
function readOtlp(span: object): Made {
  const { name, kind, status, attributes } = span as {
    name: string;
    kind: number;
    status?: { code: number };
    attributes: { key: string; value: { stringValue?: string; intValue?: string } }[];
  };
  return {
    name,
    kind,
    status: status?.code ?? 0,
    attributes: Object.fromEntries(
      attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
    ),
  };
}

/** By name, without what a test decides for itself. */
function comparable(spans: readonly Made[], own: readonly string[]): object[] {
  return spans
    .map(({ attributes, ...span }) => ({
      ...span,
      attributes: Object.fromEntries(
        Object.entries(attributes).filter(([key]) => !own.includes(key)),
      ),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

test('the sample session of the empty page is what the instrumentation sends', () => {
  const sample = sampleSession(START) as {
    resourceSpans: { scopeSpans: { spans: object[] }[] }[];
  };
  const spans = sample.resourceSpans[0]?.scopeSpans[0]?.spans.map(readOtlp) ?? [];
  const recorded = record('full', [
    { text: '', answer: 'CON Welcome to Sample Money\n1. Balance\n2. Send' },
    { text: '1', answer: 'CON Which account?\n1. Savings\n2. Current' },
    {
      text: '1*1',
      answer: 'END Your savings: KES 1,250.00',
      hook: { status: 200, body: '{"currency":"KES","balance":1250}' },
    },
  ]);
  expect(comparable(spans, ['session.id'])).toEqual(comparable(recorded, ['session.id']));
});

test.each([
  ['completed', { status: 200, body: '{"balance":125}' }, 'END Your balance: 125'],
  ['hook_error', { status: 503, body: '{"error":"busy"}' }, 'END Try again later'],
] as const)(
  'a made-up session that ends as %s is what the instrumentation sends',
  (outcome, hook, answer) => {
    const own = [
      'session.id',
      'user.hash',
      ...['name', 'icc', 'mcc', 'mnc'].map((one) => `network.carrier.${one}`),
    ];
    const { spans } = spansOf({
      sessionId: 'S',
      startMs: START,
      network: 'Airtel',
      userHash: 'k1.x',
      outcome,
    });
    const recorded = record('standard', [
      { text: '', answer: 'CON Welcome\n1. Balance' },
      { text: '1', answer: 'CON Which account?\n1. Savings' },
      { text: '1*1', answer, hook },
    ]);
    expect(comparable(spans.map(readOtlp), own)).toEqual(comparable(recorded, own));
  },
);
