import type { SqlParams } from '../store/database.ts';

/** What decides an outcome besides a session's own facts. */
export interface OutcomeRules {
  /** Service code -> names of the steps that complete a session. */
  readonly goals: ReadonlyMap<string, readonly string[]>;
  /** Silence after which a session without an end counts as left, in seconds, where no span says it. */
  readonly idleLimitSeconds: number;
}

// Only what a provider documents: Africa's Talking gives up after 10 s (developers.africastalking.com,
// USSD overview). Elsewhere a late answer proves nothing.
const ANSWER_BUDGET_MS: Readonly<Record<string, number>> = { africastalking: 10_000 };

const LATE = `(${Object.entries(ANSWER_BUDGET_MS)
  .map(([provider, budgetMs]) => `provider = '${provider}' AND last_app_time_ms > ${budgetMs}`)
  .join(' OR ')})`;

// `timed_out`: the network or the provider closed it on its limit, and the report is the provider's.
const REPORTED_BY = `transform(report_outcome,
  ['completed', 'rejected', 'invalid_input', 'hook_error', 'app_error', 'app_timeout', 'network_aborted', 'cancelled', 'timed_out'],
  ['app', 'provider', 'app', 'hook', 'app', 'provider', 'network', 'user', 'provider'],
  'unknown')`;

/**
 * The columns that follow from a session's facts and the moment of asking, for `SELECT *, ...` over
 * `sessions`: `outcome`, `outcome_source` (app, goal, provider, inferred; '' while open),
 * `ended_by`, `evidence`. The first rule that applies wins; docs/definitions.md explains them.
 *
 * Needs `outcomeParams`.
 */
export const OUTCOME_COLUMNS = `
  fromUnixTimestamp64Milli({now:Int64}, 'UTC') AS asked_at,
  toDateTime64(0, 3, 'UTC') AS never,
  arrayElement({goalSteps:Array(Array(String))}, indexOf({goalCodes:Array(String)}, service_code)) AS goal_steps,
  notEmpty(goal_steps) AS has_goals,
  has_goals AND hasAny(steps_shown, goal_steps) AS goal_reached,
  greatest(last_answer_at, started_at)
    + toIntervalSecond(if(idle_limit_s > 0, idle_limit_s, {idleLimit:UInt32})) AS open_until,
  asked_at > open_until AS is_idle,
  -- Nobody has two sessions with one code at once; if hops still came afterwards, it was not replaced.
  next_started_at != never AND next_started_at >= last_hop_at AND next_started_at <= open_until AS is_superseded,
  ${LATE} AND NOT ended AS is_late,
  -- "Success" of a report says that an END was shown, not that the goal was met.
  ended OR (reported AND report_status != '' AND report_outcome = '') AS end_shown,
  multiIf(
    goal_marked OR goal_reached, 'completed',
    report_outcome = 'app_error' AND is_late, 'app_timeout',
    report_outcome != '', report_outcome,
    app_outcome = 'completed' AND has_goals AND (end_shown OR last_hop_failed OR is_superseded OR is_idle), 'rejected',
    app_outcome != '' AND (end_shown OR last_hop_failed), app_outcome,
    last_hop_failed, 'app_error',
    end_shown, if(has_goals, 'rejected', 'completed'),
    is_late AND (is_superseded OR is_idle), 'app_timeout',
    app_outcome != '' AND (is_superseded OR is_idle), app_outcome,
    is_superseded, 'superseded',
    is_idle, 'abandoned',
    'in_progress') AS outcome,
  multiIf(
    outcome = 'in_progress', '',
    goal_marked, 'app',
    goal_reached, 'goal',
    report_outcome != '', 'provider',
    app_outcome != '' AND app_outcome = outcome, if(app_outcome_source = 'app', 'app', 'inferred'),
    'inferred') AS outcome_source,
  multiIf(
    report_outcome != '', if(is_late AND report_outcome = 'app_error', 'provider', ${REPORTED_BY}),
    ended, if(outcome = 'hook_error' OR last_action_source = 'hook', 'hook', 'app'),
    last_hop_failed OR end_shown, 'app',
    is_late AND (is_superseded OR is_idle), 'provider',
    is_superseded, 'user',
    is_idle, 'timer',
    '') AS ended_by,
  multiIf(
    report_outcome != '', 'provider_report',
    ended OR last_hop_failed, 'callback',
    end_shown, 'provider_report',
    is_superseded, 'callback',
    is_idle, 'timer',
    '') AS evidence`;

/** The parameters of `OUTCOME_COLUMNS`. */
export function outcomeParams(rules: OutcomeRules, nowMs: number): SqlParams {
  return {
    now: nowMs,
    idleLimit: rules.idleLimitSeconds,
    goalCodes: [...rules.goals.keys()],
    goalSteps: [...rules.goals.values()].map((steps) => [...steps]),
  };
}

/**
 * Sessions with their outcome, as text for `FROM (...)`.
 *
 * @param where over the columns of `sessions`, applied before any outcome is computed.
 */
export function sessionsWithOutcomeSql(where: string): string {
  return `
SELECT *,${OUTCOME_COLUMNS}
FROM sessions FINAL
WHERE ${where}`;
}

/**
 * A condition that one of the table's bloom filters answers, for `sessionsWithOutcomeSql`. With FINAL
 * it takes twice as long as without (a session by its id 68 against 38 ms of CPU among a million), so
 * the keys are found without it, and FINAL reads only those; `identity` keeps the filter out of that.
 *
 * @param comparison what follows the column.
 */
export function whereIndexed(column: string, comparison: string): string {
  return `(started_at, trace_id) IN (SELECT started_at, trace_id FROM sessions WHERE ${column} ${comparison})
  AND identity(${column}) ${comparison}`;
}
