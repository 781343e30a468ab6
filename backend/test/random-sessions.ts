import fc from 'fast-check';
import type { Span } from './span.ts';

// Sessions begin around a midnight that is also the end of a month.
const MONTH_END = Date.UTC(2026, 2, 31, 23, 59);
const STEP_NAMES = ['menu', 'amount', 'confirm', 'receipt', 'balance'];

const attributes = fc.record(
  {
    'app.language': fc.constantFrom('en', 'sw', 'fr'),
    'app.amount': fc.constantFrom('5', '20', '300', 'all'),
  },
  { requiredKeys: [] },
);

const hook = fc.record({
  name: fc.constantFrom('balance', 'transfer', ''),
  status: fc.constantFrom(200, 200, 404, 500, 0),
  errorType: fc.constantFrom('', '', 'timeout'),
});

const hop = fc.record({
  name: fc.constantFrom(...STEP_NAMES, ''),
  thinkMs: fc.integer({ min: 0, max: 90_000 }),
  appMs: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constant(12_000)),
  response: fc.constantFrom('continue', 'continue', 'continue', 'end', 'invalid'),
  error: fc.constantFrom('', '', '', '', 'TypeError', 'hook_failed', 'answered_twice'),
  goal: fc.constantFrom('', '', '', '', '', 'completed', 'rejected'),
  action: fc.constantFrom('user', 'user', 'hook'),
  version: fc.constantFrom('1.0', '1.1'),
  flow: fc.constantFrom('', '', 'send', 'loan'),
  hooks: fc.array(hook, { maxLength: 2 }),
  attributes,
  // Direct dial: one hop that passes a second screen.
  passes: fc.constantFrom('', '', '', 'amount'),
});

const report = fc.record({
  outcome: fc.constantFrom('', '', 'abandoned', 'app_error', 'cancelled', 'timed_out', 'rejected'),
  status: fc.constantFrom('Success', 'Incomplete', 'Failed', ''),
  delayMs: fc.integer({ min: 0, max: 30_000 }),
  durationMs: fc.integer({ min: 0, max: 120_000 }),
});

const session = fc.record({
  startMs: fc.integer({ min: 0, max: 600_000 }),
  provider: fc.constantFrom('africastalking', 'arkesel'),
  user: fc.constantFrom('k1.anna', 'k1.ben', ''),
  serviceCode: fc.constantFrom('*384*1#', '*920#'),
  kind: fc.constantFrom('live', 'live', 'simulator', ''),
  network: fc.constantFrom('safaricom', 'mtn', ''),
  environment: fc.constantFrom('production', 'staging', ''),
  idleLimit: fc.constantFrom(0, 60, 180),
  outcome: fc.constantFrom('completed', 'rejected', 'hook_error', ''),
  hops: fc.array(hop, { minLength: 1, maxLength: 5 }),
  report: fc.option(report, { nil: undefined }),
  hasRoot: fc.boolean(),
  // A bit per span: which ones the exporter lost.
  lost: fc.constantFrom(0, 0, 0, 0b1, 0b10, 0b101, 0b1111),
});

type RandomSession = typeof session extends fc.Arbitrary<infer Value> ? Value : never;

/** Sessions as their spans, in the order in which a process would end them. */
export const randomSpans: fc.Arbitrary<Span[]> = fc
  .array(session, { minLength: 1, maxLength: 12 })
  .map((sessions) => sessions.flatMap(spansOf));

function spansOf(random: RandomSession, number: number): Span[] {
  // Hashes in life; here readable, and different in their first characters like a hash.
  const trace =
    ((number * 7919) % 4096).toString(16).padStart(3, '0') + number.toString(16).padStart(29, '0');
  let count = 0;
  const common = () => {
    count += 1;
    return {
      trace_id: trace,
      span_id: (number * 1_000 + count).toString(16).padStart(16, '0'),
      provider: random.provider,
      service_code: random.serviceCode,
      session_id: `S${number}`,
      user_hash: random.user,
      network: random.network,
      environment: random.environment,
      client_kind: random.kind,
    };
  };
  const spans: Span[] = [];
  const startedAt = MONTH_END + random.startMs;
  let now = startedAt;
  let index = 0;
  for (const {
    name,
    thinkMs,
    appMs,
    response,
    error,
    goal,
    action,
    version,
    flow,
    hooks,
    attributes: ofStep,
    passes,
  } of random.hops) {
    if (index > 0) now += thinkMs;
    const isEnd = response === 'end';
    const word = goal !== '' ? goal : isEnd ? random.outcome : '';
    const step: Span = {
      ...common(),
      operation: 'step',
      start_ms: now,
      end_ms: now + appMs,
      step_index: index,
      step_name: name,
      action_source: action,
      response_type: response,
      service_version: version,
      flow,
      idle_limit_s: random.idleLimit,
      error_type: error,
      status_code: error === 'TypeError' ? 2 : 0,
      outcome: word,
      outcome_source: word === '' ? '' : goal !== '' ? 'app' : 'inferred',
      attributes: ofStep,
    };
    for (const { name: hookName, status, errorType } of hooks) {
      spans.push({
        ...common(),
        parent_span_id: step.span_id,
        operation: 'hook',
        start_ms: now,
        end_ms: now + appMs,
        hook_name: hookName,
        http_status: status,
        error_type: errorType,
        status_code: status >= 400 || errorType !== '' ? 2 : 0,
      });
    }
    if (passes !== '') {
      spans.push({
        ...step,
        ...common(),
        step_name: passes,
        response_type: 'continue',
        outcome: '',
      });
      index += 1;
    }
    spans.push({ ...step, step_index: index });
    index += 1;
    now += appMs;
    if (!isEnd) continue;
    if (random.hasRoot) {
      spans.push({
        ...common(),
        operation: 'session',
        start_ms: startedAt,
        end_ms: now,
        outcome: step.outcome ?? '',
        outcome_source: step.outcome_source ?? '',
        end_source: 'callback',
      });
    }
    break;
  }
  const left = spans.every((span) => span.operation !== 'session' && span.response_type !== 'end');
  if (left && random.hasRoot && spans.length > 0) {
    spans.push({
      ...common(),
      operation: 'session',
      start_ms: startedAt,
      end_ms: now,
      end_source: 'timer',
    });
  }
  if (random.report !== undefined) {
    spans.push({
      ...common(),
      operation: 'end_report',
      start_ms: now + random.report.delayMs,
      end_ms: now + random.report.delayMs + 5,
      outcome: random.report.outcome,
      report_status: random.report.status,
      report_duration_ms: random.report.durationMs,
    });
  }
  return spans.filter((_, position) => ((random.lost >> position) & 1) === 0);
}
