import type { SqlParams } from '../store/database.ts';
import { FACT_COLUMNS } from './session-sql.ts';

/** What decides an outcome besides a session's own facts. */
export interface OutcomeRules {
  /** Service code -> names of the steps that complete a session. */
  readonly goals: ReadonlyMap<string, readonly string[]>;
  /** Silence after which a session without an end counts as left, in seconds, where no span says it. */
  readonly idleLimitSeconds: number;
}

// Only what a provider documents: Africa's Talking gives up after 10 s (developers.africastalking.com,
// USSD overview). Elsewhere a late answer proves nothing.
export const ANSWER_BUDGET_MS: Readonly<Record<string, number>> = { africastalking: 10_000 };

const LATE = `(${Object.entries(ANSWER_BUDGET_MS)
  .map(([provider, budgetMs]) => `provider = '${provider}' AND last_app_time_ms > ${budgetMs}`)
  .join(' OR ')})`;

/** Who ended a session of which the provider reports an outcome. */
// `timed_out`: the network or the provider closed it on its limit, and the report is the provider's.
export const REPORTED_BY: Readonly<Record<string, string>> = {
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

const quotedList = (texts: readonly string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`;
const REPORTED_BY_SQL = `transform(report_outcome, ${quotedList(Object.keys(REPORTED_BY))}, ${quotedList(Object.values(REPORTED_BY))}, 'unknown')`;

/** When a session is idle that has no further hop, over the columns of `sessions`. */
export const OPEN_UNTIL = `greatest(last_answer_at, started_at)
      + toIntervalSecond(if(idle_limit_s > 0, idle_limit_s, {idleLimit:UInt32}))`;

/**
 * The columns that follow from a session's facts and the moment of asking: `outcome`, `outcome_source`
 * (app, goal, provider, inferred; '' while open), `ended_by`, `evidence`, and what they are made of.
 * In each the first rule that applies wins; docs/definitions.md explains them.
 *
 * A stage builds on those before it and is a SELECT of its own: written as aliases of one SELECT, each
 * of them is copied into all that name it, and analysing the statement takes longer than reading.
 *
 * Need `outcomeParams`.
 */
const STAGES: readonly Readonly<Record<string, string>>[] = [
  {
    goal_steps:
      '{goalSteps:Array(Array(String))}[indexOf({goalCodes:Array(String)}, service_code)]',
    open_until: OPEN_UNTIL,
    is_late: `${LATE} AND NOT ended`,
    // "Success" of a report says that an END was shown, not that the goal was met.
    end_shown: "ended OR (reported AND report_status != '' AND report_outcome = '')",
  },
  {
    has_goals: 'notEmpty(goal_steps)',
    goal_reached: 'hasAny(steps_shown, goal_steps)',
    is_idle: "fromUnixTimestamp64Milli({now:Int64}, 'UTC') > open_until",
    // Nobody has two sessions with one code at once; if hops still came afterwards, it was not replaced.
    is_superseded: `next_started_at != toDateTime64(0, 3, 'UTC')
      AND next_started_at >= last_hop_at AND next_started_at <= open_until`,
  },
  {
    outcome: `multiIf(
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
      'in_progress')`,
  },
  {
    outcome_source: `multiIf(
      outcome = 'in_progress', '',
      goal_marked, 'app',
      goal_reached, 'goal',
      report_outcome != '', 'provider',
      app_outcome != '' AND app_outcome = outcome, if(app_outcome_source = 'app', 'app', 'inferred'),
      'inferred')`,
    ended_by: `multiIf(
      report_outcome != '', if(is_late AND report_outcome = 'app_error', 'provider', ${REPORTED_BY_SQL}),
      ended, if(outcome = 'hook_error' OR last_action_source = 'hook', 'hook', 'app'),
      last_hop_failed OR end_shown, 'app',
      is_late AND (is_superseded OR is_idle), 'provider',
      is_superseded, 'user',
      is_idle, 'timer',
      '')`,
    evidence: `multiIf(
      report_outcome != '', 'provider_report',
      ended OR last_hop_failed, 'callback',
      end_shown, 'provider_report',
      is_superseded, 'callback',
      is_idle, 'timer',
      '')`,
  },
];

const COMPUTED = new Set(STAGES.flatMap((stage) => Object.keys(stage)));
const COLUMNS = new Set([...COMPUTED, ...FACT_COLUMNS, 'next_started_at', 'revision', 'as_json']);

/** The columns of `sessions` with outcomes that some SQL of ours names. */
function columnsIn(sql: string): Set<string> {
  const words = sql.replaceAll(/--.*|'[^']*'|\{[^}]*\}/g, ' ').match(/\w+/g) ?? [];
  return new Set(words.filter((word) => COLUMNS.has(word)));
}

/** True of SQL that can be decided before any outcome is computed. */
export function isOfFacts(sql: string): boolean {
  return [...columnsIn(sql)].every((column) => !COMPUTED.has(column));
}

/** The parameters of `sessionsWithOutcomeSql`. */
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
 * @param usedBy SQL that will read from it: columns that it does not name are neither read nor computed.
 *   All of them when absent.
 */
export function sessionsWithOutcomeSql(where: string, usedBy?: string): string {
  let wanted = usedBy === undefined ? undefined : columnsIn(usedBy);
  const selects = STAGES.toReversed().flatMap((stage) => {
    const own = Object.entries(stage).filter(([name]) => wanted?.has(name) !== false);
    if (own.length === 0) return [];
    const passed = wanted && [...wanted].filter((name) => !Object.hasOwn(stage, name));
    wanted = passed && new Set([...passed, ...columnsIn(own.map(([, sql]) => sql).join(' '))]);
    return `SELECT ${[...(passed ?? ['*']), ...own.map(([name, sql]) => `${sql} AS ${name}`)].join(', ')}`;
  });
  if (selects.length === 0) selects.push(`SELECT ${[...(wanted ?? ['*'])].join(', ') || '1'}`);
  return `${selects.join('\nFROM (')}
FROM sessions FINAL
WHERE ${where}${')'.repeat(selects.length - 1)}`;
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
