import { createHash } from 'node:crypto';
import { encodeRequest, type KeyValue, type Span } from '../test/proto/otlp-messages.ts';

/** Prebuilt requests of whole and cut sessions, as real apps send them. */
export interface Load {
  readonly bodies: readonly Buffer[];
  readonly spans: number;
  /** Trace id of the session whose last span stands in the last request. */
  readonly lastTraceId: string;
  readonly sessions: number;
}

const SCREENS = [
  [
    'main_menu',
    'Welcome to Kash\n1. Send money\n2. Buy airtime\n3. Pay bill\n4. Loans\n5. My account',
  ],
  ['send_money_number', 'Enter the phone number of the person you want to send money to:'],
  ['send_money_amount', 'Enter amount (KES •• to ••••••). Your daily limit allows ••• more today.'],
  [
    'send_money_confirm',
    'Send KES ••• to +254 ••• ••• •••?\nFee KES ••\n1. Confirm\n2. Cancel\n0. Back',
  ],
  [
    'receipt',
    'Sent. You will receive a message with the receipt shortly. Thank you for using Kash.',
  ],
] as const;

const NETWORKS = [
  ['Safaricom', '639', '02', 'KE'],
  ['Airtel', '639', '03', 'KE'],
  ['Telkom', '639', '07', 'KE'],
] as const;

const HOOKS = ['account_balance', 'customer_lookup', 'transfer'] as const;

const MS = 1_000_000n;

/**
 * Builds `spans` spans of sessions with 3 to 5 steps, a hook on two steps of five and a root at the
 * end (7.3 spans a session on average), cut into requests of `perRequest` spans in the order in which
 * concurrent sessions would end up in an app's batches.
 *
 * @param startMs when the first session begins, unix milliseconds.
 * @param run makes the ids of one round differ from those of another.
 */
export function buildLoad(spans: number, perRequest: number, startMs: number, run: string): Load {
  const bodies: Buffer[] = [];
  let pending: Span[] = [];
  let built = 0;
  let sessions = 0;
  let lastTraceId = '';
  while (built < spans) {
    const session = buildSession(sessions, startMs + sessions * 7, run).slice(0, spans - built);
    built += session.length;
    sessions += 1;
    pending.push(...session);
    lastTraceId = Buffer.from(session[0]?.traceId ?? []).toString('hex');
    while (pending.length >= perRequest) {
      bodies.push(toRequest(pending.slice(0, perRequest)));
      pending = pending.slice(perRequest);
    }
  }
  if (pending.length > 0) bodies.push(toRequest(pending));
  return { bodies, spans: built, lastTraceId, sessions };
}

function toRequest(spans: Span[]): Buffer {
  return encodeRequest([
    {
      resource: {
        attributes: [
          text('service.name', 'kash-ussd'),
          text('service.version', '2026.11.3'),
          text('deployment.environment.name', 'production'),
          text('telemetry.sdk.name', 'opentelemetry'),
          text('telemetry.sdk.language', 'nodejs'),
          text('host.name', 'kash-ussd-7f9c4d-xk2lp'),
        ],
      },
      scopeSpans: [{ scope: { name: '@hopscope/instrumentation' }, spans }],
    },
  ]);
}

function buildSession(number: number, startMs: number, run: string): Span[] {
  const sessionId = `ATUid_${digest(`${run}/${number}`).toString('hex').slice(0, 32)}`;
  const hash = digest(`ussd/1\0africastalking\0${sessionId}`);
  const traceId = hash.subarray(0, 16);
  const rootId = hash.subarray(16, 24);
  const [network, mcc, mnc, icc] = NETWORKS[number % NETWORKS.length] ?? NETWORKS[0];
  const common = [
    text('ussd.provider.name', 'africastalking'),
    text('ussd.service.code', '*384*123#'),
    text('session.id', sessionId),
    text(
      'user.hash',
      `k1.${digest(`user/${number % 40_000}`)
        .toString('base64url')
        .slice(0, 22)}`,
    ),
    text('network.carrier.name', network),
    text('network.carrier.mcc', mcc),
    text('network.carrier.mnc', mnc),
    text('network.carrier.icc', icc),
    text('ussd.client.kind', 'live'),
    text('ussd.capture.level', 'standard'),
  ];
  const stepCount = 3 + (number % 3);
  const isComplete = number % 4 !== 0;
  const spans: Span[] = [];
  let nowNs = BigInt(startMs) * MS;
  for (let index = 0; index < stepCount; index += 1) {
    const [name, screen] = SCREENS[index] ?? SCREENS[0];
    const isLast = index === stepCount - 1;
    const stepId = digest(`${sessionId}/step/${index}`).subarray(0, 8);
    const appNs = 40n * MS + BigInt((number * 31 + index * 7) % 60) * MS;
    if ((number + index) % 5 < 3) {
      spans.push(hook(common, traceId, stepId, sessionId, index, nowNs + 3n * MS, appNs - 5n * MS));
    }
    const ending = isLast && isComplete;
    spans.push({
      traceId,
      spanId: stepId,
      parentSpanId: rootId,
      name: `step ${name}`,
      kind: 2,
      startTimeUnixNano: String(nowNs),
      endTimeUnixNano: String(nowNs + appNs),
      links: [{ traceId: digest(`${sessionId}/http/${index}`).subarray(0, 16), spanId: stepId }],
      attributes: [
        text('ussd.operation.name', 'step'),
        ...common,
        whole('ussd.step.index', index),
        text('ussd.step.name', name),
        text('ussd.step.name.source', 'screen'),
        text('ussd.step.action', ending ? 'end' : 'next'),
        text('ussd.step.action.source', 'user'),
        text('ussd.input.type', index === 0 ? 'none' : 'option'),
        whole('ussd.input.length', index === 0 ? 0 : 1),
        text('ussd.input.text', index === 0 ? '' : '1'),
        text('ussd.input.source', index === 0 ? 'dialled' : 'user'),
        text('ussd.response.type', ending ? 'end' : 'continue'),
        whole('ussd.response.length', screen.length),
        text('ussd.response.text', screen),
        whole('ussd.session.idle_limit', 180),
        ...(ending ? outcome(stepCount) : []),
      ],
    });
    nowNs += appNs + 4_000n * MS;
  }
  if (isComplete) spans.push(root(common, traceId, rootId, startMs, nowNs, stepCount));
  return spans;
}

function hook(
  common: KeyValue[],
  traceId: Uint8Array,
  parentSpanId: Uint8Array,
  sessionId: string,
  index: number,
  startNs: bigint,
  durationNs: bigint,
): Span {
  const name = HOOKS[index % HOOKS.length] ?? HOOKS[0];
  return {
    traceId,
    spanId: digest(`${sessionId}/hook/${index}`).subarray(0, 8),
    parentSpanId,
    name: `hook ${name}`,
    kind: 3,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + durationNs),
    attributes: [
      text('ussd.operation.name', 'hook'),
      ...common,
      text('ussd.hook.name', name),
      text('http.request.method', 'POST'),
      whole('http.response.status_code', 200),
      text('url.template', `/v1/${name}/{id}`),
      text('server.address', 'core-banking.internal'),
      whole('server.port', 8443),
      text('ussd.hook.request.body', '{"account":"string","amount":"number"}'),
      text('ussd.hook.response.body', '{"status":"string","balance":"number","currency":"string"}'),
    ],
  };
}

function root(
  common: KeyValue[],
  traceId: Uint8Array,
  spanId: Uint8Array,
  startMs: number,
  endNs: bigint,
  stepCount: number,
): Span {
  return {
    traceId,
    spanId,
    name: 'session *384*123#',
    kind: 1,
    startTimeUnixNano: String(BigInt(startMs) * MS),
    endTimeUnixNano: String(endNs),
    attributes: [text('ussd.operation.name', 'session'), ...common, ...outcome(stepCount)],
  };
}

function outcome(stepCount: number): KeyValue[] {
  return [
    text('ussd.session.outcome', 'completed'),
    text('ussd.session.outcome.source', 'inferred'),
    text('ussd.session.end.source', 'callback'),
    whole('ussd.session.step.count', stepCount),
  ];
}

function text(key: string, value: string): KeyValue {
  return { key, value: { stringValue: value } };
}

function whole(key: string, value: number): KeyValue {
  return { key, value: { intValue: String(value) } };
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
