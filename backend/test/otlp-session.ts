import { randomBytes } from 'node:crypto';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

type Value = string | number;
type Span = Readonly<Record<string, unknown>>;

/** A made-up session of three screens, as much of it as a test wants to decide. */
export interface MadeSession {
  readonly sessionId: string;
  /** Epoch milliseconds. */
  readonly startMs: number;
  readonly network: string;
  readonly userHash: string;
  /** How it ends; `in_progress` sends no end. */
  readonly outcome: 'completed' | 'hook_error' | 'in_progress';
}

function toAttributes(values: Readonly<Record<string, Value>>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  }));
}

const SERVICE_CODE = '*384*1#';
const HOOK_NAME = 'GET accounts/savings/balance';

// As the instrumentation's recorder names spans; made-sessions.test.ts compares.
function nameOf(values: Readonly<Record<string, Value>>): string {
  const operation = String(values['ussd.operation.name']);
  return `${operation} ${values['ussd.step.name'] ?? values['ussd.hook.name'] ?? SERVICE_CODE}`;
}

/** The spans that the instrumentation would send for the session. */
export function spansOf(session: MadeSession): {
  readonly traceId: string;
  readonly spans: Span[];
} {
  const traceId = hex(16);
  const rootId = hex(8);
  const common = {
    'ussd.provider.name': 'africastalking',
    'ussd.service.code': SERVICE_CODE,
    'session.id': session.sessionId,
    'network.carrier.name': session.network,
    'network.carrier.icc': 'KE',
    'user.hash': session.userHash,
    'ussd.client.kind': 'live',
    'ussd.capture.level': 'standard',
  };
  const span = (
    parentSpanId: string,
    kind: number,
    fromMs: number,
    toMs: number,
    values: Readonly<Record<string, Value>>,
    spanId = hex(8),
  ): Span => ({
    traceId,
    spanId,
    ...(parentSpanId !== '' && { parentSpanId }),
    name: nameOf(values),
    kind,
    startTimeUnixNano: `${fromMs}000000`,
    endTimeUnixNano: `${toMs}000000`,
    ...(values['error.type'] !== undefined && { status: { code: 2 } }),
    attributes: toAttributes({ ...common, ...values }),
  });
  const { startMs, outcome } = session;
  const step = (
    index: number,
    atMs: number,
    name: string,
    screen: string,
    more = {},
    id = hex(8),
  ) =>
    span(
      rootId,
      2,
      atMs,
      atMs + 100,
      {
        'ussd.operation.name': 'step',
        'ussd.step.index': index,
        'ussd.step.name': name,
        'ussd.step.name.source': 'screen',
        'ussd.step.action': 'next',
        'ussd.step.action.source': 'user',
        'ussd.session.idle_limit': 180,
        'ussd.response.type': 'continue',
        'ussd.response.length': screen.length,
        'ussd.response.text': screen,
        ...more,
      },
      id,
    );
  const input = {
    'ussd.input.type': 'option',
    'ussd.input.source': 'user',
    'ussd.input.text': '1',
    'ussd.input.length': 1,
  };
  const spans = [
    step(0, startMs, 'welcome', 'Welcome\n1. Balance', { 'ussd.input.type': 'none' }),
    step(1, startMs + 4000, 'which_account', 'Which account?\n1. Savings', input),
  ];
  if (outcome === 'in_progress') {
    return { traceId, spans };
  }
  const endStep = hex(8);
  const failed = outcome === 'hook_error';
  const end = {
    'ussd.session.outcome': outcome,
    'ussd.session.outcome.source': 'inferred',
    'ussd.session.end.source': 'callback',
    'ussd.session.step.count': 3,
  };
  spans.push(
    span(endStep, 3, startMs + 8010, startMs + 8090, {
      'ussd.operation.name': 'hook',
      'ussd.hook.name': HOOK_NAME,
      'http.request.method': 'GET',
      'http.response.status_code': failed ? 503 : 200,
      'url.template': '/accounts/savings/balance',
      'server.address': 'bank.example',
      'server.port': 443,
      'ussd.hook.response.body': failed ? '{"error":"string"}' : '{"balance":"number"}',
      ...(failed && { 'error.type': '503' }),
    }),
    step(
      2,
      startMs + 8000,
      failed ? 'try_again_later' : 'your_balance',
      failed ? 'Try again later' : 'Your balance: •••',
      {
        ...input,
        ...end,
        'ussd.response.type': 'end',
        'ussd.step.action': 'end',
        'ussd.step.action.source': failed ? 'hook' : 'app',
        ...(failed && { 'ussd.step.action.message': 'Try again later' }),
      },
      endStep,
    ),
    span('', 1, startMs, startMs + 8100, { 'ussd.operation.name': 'session', ...end }, rootId),
  );
  return { traceId, spans };
}

/**
 * Posts sessions to a backend over OTLP/JSON, as one request.
 *
 * @returns their trace ids, in order.
 */
export async function postSessions(
  baseUrl: string,
  sessions: readonly MadeSession[],
): Promise<string[]> {
  const made = sessions.map(spansOf);
  const response = await fetch(`${baseUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: {
            attributes: toAttributes({ 'service.name': 'wallet', 'service.version': '2.1.0' }),
          },
          scopeSpans: [{ spans: made.flatMap((one) => one.spans) }],
        },
      ],
    }),
  });
  if (!response.ok) {
    throw new Error(
      `The backend refused the sessions (${response.status}): ${await response.text()}`,
    );
  }
  return made.map((one) => one.traceId);
}
