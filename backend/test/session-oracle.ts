import type { OutcomeRules } from '../src/derive/outcome.ts';
import { SUPERSEDE_WINDOW_MS } from '../src/derive/session-sql.ts';
import type { Span } from './span.ts';

/** A row of `sessions`; times in unix milliseconds, 0 for never. */
export interface SessionFacts {
  readonly trace_id: string;
  readonly started_at: number;
  readonly last_hop_at: number;
  readonly last_answer_at: number;
  readonly last_update_at: number;
  readonly idle_limit_s: number;
  readonly session_id: string;
  readonly provider: string;
  readonly service_code: string;
  readonly user_hash: string;
  readonly network: string;
  readonly environment: string;
  readonly kind: string;
  readonly flow: string;
  readonly service_version: string;
  readonly hop_count: number;
  readonly step_count: number;
  readonly hook_count: number;
  readonly hook_errors: number;
  readonly steps_shown: readonly string[];
  readonly path: readonly string[];
  readonly path_ms: readonly number[];
  readonly hook_names: readonly string[];
  readonly hook_ms: readonly number[];
  readonly hook_failed: readonly boolean[];
  readonly attribute_keys: readonly string[];
  readonly attribute_values: readonly string[];
  readonly last_step: string;
  readonly last_response: string;
  readonly last_action_source: string;
  readonly last_app_time_ms: number;
  readonly last_hop_failed: boolean;
  readonly ended: boolean;
  readonly app_outcome: string;
  readonly app_outcome_source: string;
  readonly goal_marked: boolean;
  readonly reported: boolean;
  readonly report_outcome: string;
  readonly report_status: string;
  readonly next_started_at: number;
}

export const FACT_NAMES = [
  'trace_id',
  'started_at',
  'last_hop_at',
  'last_answer_at',
  'last_update_at',
  'idle_limit_s',
  'session_id',
  'provider',
  'service_code',
  'user_hash',
  'network',
  'environment',
  'kind',
  'flow',
  'service_version',
  'hop_count',
  'step_count',
  'hook_count',
  'hook_errors',
  'steps_shown',
  'path',
  'path_ms',
  'hook_names',
  'hook_ms',
  'hook_failed',
  'attribute_keys',
  'attribute_values',
  'last_step',
  'last_response',
  'last_action_source',
  'last_app_time_ms',
  'last_hop_failed',
  'ended',
  'app_outcome',
  'app_outcome_source',
  'goal_marked',
  'reported',
  'report_outcome',
  'report_status',
  'next_started_at',
] as const satisfies readonly (keyof SessionFacts)[];

/** The sessions that follow from a set of spans, by start: the plain reading of docs/definitions.md. */
export function sessionsOf(spans: readonly Span[]): SessionFacts[] {
  const unique = new Map(spans.map((span) => [span.trace_id + span.span_id, span]));
  const traces = Map.groupBy(unique.values(), (span) => span.trace_id);
  const sessions = [...traces.values()].flatMap((trace) => sessionOf(trace) ?? []);
  sessions.sort(byStart);
  return sessions.map((session) => ({
    ...session,
    next_started_at: nextStartOf(session, sessions),
  }));
}

function byStart(a: SessionFacts, b: SessionFacts): number {
  return a.started_at - b.started_at || (a.trace_id < b.trace_id ? -1 : 1);
}

function nextStartOf(session: SessionFacts, sorted: readonly SessionFacts[]): number {
  if (session.user_hash === '') return 0;
  const next = sorted.find(
    (other) =>
      other.user_hash === session.user_hash &&
      other.service_code === session.service_code &&
      byStart(session, other) < 0,
  );
  if (next === undefined || next.started_at - session.started_at > SUPERSEDE_WINDOW_MS) return 0;
  return next.started_at;
}

function sessionOf(trace: readonly Span[]): SessionFacts | undefined {
  const spans = trace.toSorted(
    (a, b) =>
      a.start_ms - b.start_ms ||
      (a.step_index ?? -1) - (b.step_index ?? -1) ||
      (a.span_id < b.span_id ? -1 : 1),
  );
  const steps = spans.filter((span) => span.operation === 'step');
  const roots = spans.filter((span) => span.operation === 'session');
  const reports = spans.filter((span) => span.operation === 'end_report');
  const hooks = spans.filter((span) => span.operation === 'hook');
  if (steps.length === 0 && reports.length === 0) return undefined;

  const calls = hooks.toSorted(
    (a, b) => a.start_ms - b.start_ms || (a.span_id < b.span_id ? -1 : 1),
  );
  const pairs = pairsOf(spans);
  const first = (
    name: 'session_id' | 'provider' | 'service_code' | 'user_hash' | 'network' | 'environment',
  ) => spans.find((span) => (span[name] ?? '') !== '')?.[name] ?? '';
  const last = steps.at(-1);
  const report = reports.at(-1);
  const inside = [...steps, ...roots];
  const startedAt =
    inside.length > 0
      ? Math.min(...inside.map((span) => span.start_ms))
      : Math.min(...reports.map((span) => span.start_ms - (span.report_duration_ms ?? 0)));
  // A root that a timer emitted only says that nothing more came.
  const ends = [
    ...steps.filter((step) => step.response_type === 'end'),
    ...roots.filter((root) => root.end_source !== 'timer'),
  ];
  const lastHopAt = last?.start_ms ?? 0;
  // The last of the app's own words, else the last of the inferred ones; a step's before the root's.
  const words = [...roots, ...steps].filter((span) => (span.outcome ?? '') !== '');
  const word = words.findLast((span) => span.outcome_source === 'app') ?? words.at(-1);

  return {
    trace_id: trace[0]?.trace_id ?? '',
    started_at: startedAt,
    last_hop_at: lastHopAt,
    last_answer_at: Math.max(0, ...steps.map((step) => step.end_ms)),
    last_update_at: Math.max(
      startedAt,
      ...inside.map((span) => span.end_ms),
      ...reports.map((span) => span.start_ms),
    ),
    idle_limit_s: spans.findLast((span) => (span.idle_limit_s ?? 0) > 0)?.idle_limit_s ?? 0,
    session_id: first('session_id'),
    provider: first('provider'),
    service_code: first('service_code'),
    user_hash: first('user_hash'),
    network: first('network'),
    environment: first('environment'),
    kind: spans.find((span) => (span.client_kind ?? '') !== '')?.client_kind ?? 'live',
    flow: steps.findLast((step) => (step.flow ?? '') !== '')?.flow ?? '',
    service_version:
      steps.length > 0
        ? (steps[0]?.service_version ?? '')
        : (spans.find((span) => (span.service_version ?? '') !== '')?.service_version ?? ''),
    hop_count: new Set(steps.map((step) => step.start_ms)).size,
    step_count: steps.length,
    hook_count: hooks.length,
    hook_errors: hooks.filter(hasFailed).length,
    steps_shown: [...new Set(steps.flatMap((step) => step.step_name || []))].sort(),
    path: steps.map((step) => step.step_name ?? ''),
    path_ms: steps.map((step) => step.end_ms - startedAt),
    hook_names: calls.map((hook) => hook.hook_name ?? ''),
    hook_ms: calls.map((hook) => hook.end_ms - hook.start_ms),
    hook_failed: calls.map(hasFailed),
    attribute_keys: pairs.map(([key]) => key),
    attribute_values: pairs.map(([, value]) => value),
    last_step: last?.step_name ?? '',
    last_response: last?.response_type ?? '',
    last_action_source: last?.action_source ?? '',
    last_app_time_ms: last === undefined ? 0 : last.end_ms - last.start_ms,
    last_hop_failed:
      last !== undefined &&
      (last.response_type === 'invalid' ||
        (last.response_type !== 'continue' &&
          (last.status_code === 2 ||
            !['', 'hook_failed', 'answered_twice'].includes(last.error_type ?? '')))),
    ended: ends.length > 0 && Math.max(...ends.map((span) => span.end_ms)) >= lastHopAt,
    app_outcome: word?.outcome ?? '',
    app_outcome_source: word?.outcome_source ?? '',
    goal_marked: words.some(
      (span) => span.outcome_source === 'app' && span.outcome === 'completed',
    ),
    reported: report !== undefined,
    report_outcome: report?.outcome ?? '',
    report_status: report?.report_status ?? '',
    next_started_at: 0,
  };
}

function hasFailed(hook: Span): boolean {
  return (hook.http_status ?? 0) >= 400 || (hook.error_type ?? '') !== '' || hook.status_code === 2;
}

/** Every pair of key and value once, sorted. */
function pairsOf(spans: readonly Span[]): [string, string][] {
  const pairs = new Map(
    spans
      .flatMap((span) => Object.entries(span.attributes ?? {}))
      .map(([key, value]) => [`${key}\0${value}`, [key, value] as [string, string]]),
  );
  return [...pairs.keys()].sort().flatMap((both) => [pairs.get(both) ?? ['', '']]);
}

/** How a session ended, as far as is known at a moment. */
export interface Ending {
  readonly outcome: string;
  readonly ended_by: string;
  readonly evidence: string;
}

// What docs/definitions.md says about who ended a session that the provider reported on.
const REPORTED_BY: Readonly<Record<string, string>> = {
  completed: 'app',
  rejected: 'provider',
  invalid_input: 'app',
  hook_error: 'hook',
  app_error: 'app',
  app_timeout: 'provider',
  network_aborted: 'network',
  cancelled: 'user',
  timed_out: 'provider',
};

/** The outcome of a session: the plain reading of docs/definitions.md. */
export function endingOf(facts: SessionFacts, rules: OutcomeRules, nowMs: number): Ending {
  const goals = rules.goals.get(facts.service_code) ?? [];
  const idleLimitMs = (facts.idle_limit_s || rules.idleLimitSeconds) * 1000;
  const openUntil = Math.max(facts.last_answer_at, facts.started_at) + idleLimitMs;
  const isIdle = nowMs > openUntil;
  const isSuperseded =
    facts.next_started_at !== 0 &&
    facts.next_started_at >= facts.last_hop_at &&
    facts.next_started_at <= openUntil;
  const isLate =
    facts.provider === 'africastalking' && facts.last_app_time_ms > 10_000 && !facts.ended;
  const endShown =
    facts.ended || (facts.reported && facts.report_status !== '' && facts.report_outcome === '');
  const isGone = isSuperseded || isIdle;

  const how = (): Pick<Ending, 'ended_by' | 'evidence'> => {
    if (facts.report_outcome !== '') {
      const by =
        isLate && facts.report_outcome === 'app_error'
          ? 'provider'
          : (REPORTED_BY[facts.report_outcome] ?? 'unknown');
      return { ended_by: by, evidence: 'provider_report' };
    }
    if (facts.ended) {
      const byHook = outcome() === 'hook_error' || facts.last_action_source === 'hook';
      return { ended_by: byHook ? 'hook' : 'app', evidence: 'callback' };
    }
    if (facts.last_hop_failed) return { ended_by: 'app', evidence: 'callback' };
    if (endShown) return { ended_by: 'app', evidence: 'provider_report' };
    const evidence = isSuperseded ? 'callback' : isIdle ? 'timer' : '';
    if (isLate && isGone) return { ended_by: 'provider', evidence };
    if (isSuperseded) return { ended_by: 'user', evidence };
    return { ended_by: isIdle ? 'timer' : '', evidence };
  };

  const outcome = (): string => {
    if (facts.goal_marked || facts.steps_shown.some((step) => goals.includes(step))) {
      return 'completed';
    }
    if (facts.report_outcome === 'app_error' && isLate) return 'app_timeout';
    if (facts.report_outcome !== '') return facts.report_outcome;
    const isOver = endShown || facts.last_hop_failed;
    if (facts.app_outcome === 'completed' && goals.length > 0 && (isOver || isGone)) {
      return 'rejected';
    }
    if (facts.app_outcome !== '' && isOver) return facts.app_outcome;
    if (facts.last_hop_failed) return 'app_error';
    if (endShown) return goals.length > 0 ? 'rejected' : 'completed';
    if (!isGone) return 'in_progress';
    if (isLate) return 'app_timeout';
    if (facts.app_outcome !== '') return facts.app_outcome;
    return isSuperseded ? 'superseded' : 'abandoned';
  };

  return { outcome: outcome(), ...how() };
}
