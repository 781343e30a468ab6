type Value = string | number;

function attribute(key: string, value: Value): object {
  return {
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  };
}

const attributes = (values: Readonly<Record<string, Value>>): object[] =>
  Object.entries(values).map(([key, value]) => attribute(key, value));

const SERVICE_CODE = '*384*1#';
const HOOK_NAME = 'GET accounts/savings/balance';

const nanos = (ms: number): string => `${Math.round(ms)}000000`;

/** Random lower-case hex of that many bytes; `crypto` is there in every browser, also over http. */
export function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * One made-up session of three screens with a hook as OTLP/JSON: attribute by attribute what the
 * instrumentation sends of it (backend/test/made-sessions.test.ts compares), small enough for a
 * command line.
 *
 * @param nowMs when the session ends; it starts 14 s earlier, so it is in every range that holds now.
 */
export function sampleSession(nowMs: number, hex: (bytes: number) => string = randomHex): object {
  const traceId = hex(16);
  const rootId = hex(8);
  const startMs = nowMs - 14_000;
  const common = {
    'ussd.provider.name': 'africastalking',
    'ussd.service.code': SERVICE_CODE,
    'session.id': `sample-${traceId.slice(0, 8)}`,
    'network.carrier.name': 'Safaricom',
    'network.carrier.mcc': '639',
    'network.carrier.mnc': '02',
    'network.carrier.icc': 'KE',
    'user.id': '+254711000111',
    'ussd.client.kind': 'live',
    'ussd.capture.level': 'full',
  };
  const span = (
    spanId: string,
    parentSpanId: string,
    kind: number,
    name: string,
    fromMs: number,
    toMs: number,
    values: Readonly<Record<string, Value>>,
  ): object => ({
    traceId,
    spanId,
    ...(parentSpanId !== '' && { parentSpanId }),
    name,
    kind,
    startTimeUnixNano: nanos(fromMs),
    endTimeUnixNano: nanos(toMs),
    attributes: attributes({ ...common, ...values }),
  });
  const step = (
    index: number,
    fromMs: number,
    name: string,
    screen: string,
    more: Readonly<Record<string, Value>>,
    spanId = hex(8),
  ): object =>
    span(spanId, rootId, 2, `step ${name}`, fromMs, fromMs + 120, {
      'ussd.operation.name': 'step',
      'ussd.step.index': index,
      'ussd.step.name': name,
      'ussd.step.name.source': 'screen',
      'ussd.step.action': 'next',
      'ussd.step.action.source': 'user',
      'ussd.session.idle_limit': 180,
      'ussd.response.type': index === 2 ? 'end' : 'continue',
      'ussd.response.length': screen.length,
      'ussd.response.text': screen,
      ...more,
    });
  const hookStep = hex(8);
  const ending = {
    'ussd.session.outcome': 'completed',
    'ussd.session.outcome.source': 'inferred',
    'ussd.session.end.source': 'callback',
    'ussd.session.step.count': 3,
  };
  const input = (text: string, type: string): Record<string, Value> => ({
    'ussd.input.type': type,
    'ussd.input.text': text,
    'ussd.input.length': text.length,
    'ussd.input.source': 'user',
  });
  const spans = [
    step(0, startMs, 'welcome', 'Welcome to Sample Money\n1. Balance\n2. Send', {
      'ussd.input.type': 'none',
    }),
    step(
      1,
      startMs + 5000,
      'which_account',
      'Which account?\n1. Savings\n2. Current',
      input('1', 'option'),
    ),
    step(
      2,
      nowMs - 120,
      'your_savings',
      'Your savings: KES 1,250.00',
      {
        ...input('1', 'option'),
        'ussd.step.action': 'end',
        'ussd.step.action.source': 'app',
        ...ending,
      },
      hookStep,
    ),
    span(hex(8), hookStep, 3, `hook ${HOOK_NAME}`, nowMs - 110, nowMs - 20, {
      'ussd.operation.name': 'hook',
      'ussd.hook.name': HOOK_NAME,
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'url.full': 'https://bank.example/accounts/savings/balance',
      'url.template': '/accounts/savings/balance',
      'server.address': 'bank.example',
      'server.port': 443,
      'ussd.hook.response.body': '{"currency":"KES","balance":1250}',
    }),
    span(rootId, '', 1, `session ${SERVICE_CODE}`, startMs, nowMs, {
      'ussd.operation.name': 'session',
      ...ending,
    }),
  ];
  return {
    resourceSpans: [
      {
        resource: {
          attributes: attributes({ 'service.name': 'sample-ussd', 'service.version': '1.0.0' }),
        },
        scopeSpans: [{ scope: { name: '@hopscope/instrumentation' }, spans }],
      },
    ],
  };
}

const shellQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A command for a POSIX shell that sends one sample session to this very backend.
 *
 * @param backendUrl without a slash at the end.
 */
export function sampleCommand(backendUrl: string, nowMs: number, needsToken: boolean): string {
  const token = needsToken ? ' -H "Authorization: Bearer $HOPSCOPE_TOKEN"' : '';
  const body = shellQuote(JSON.stringify(sampleSession(nowMs)));
  return `curl -sS ${shellQuote(`${backendUrl}/v1/traces`)} -H 'Content-Type: application/json'${token} -d ${body}`;
}

/** The commands that start a Node app with the instrumentation, sending to this backend. */
export function instrumentCommand(backendUrl: string, needsToken: boolean): string {
  const token = needsToken
    ? 'export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer $HOPSCOPE_TOKEN"\n'
    : '';
  return `export OTEL_EXPORTER_OTLP_ENDPOINT=${backendUrl}
${token}node --import @hopscope/instrumentation/register app.js`;
}
