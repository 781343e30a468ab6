import { ANSWER_BUDGET_MS, type OutcomeRules, REPORTED_BY } from './outcome.ts';

/** What of a session's row decides how it ended; times in unix ms, 0 for never. */
export interface EndingFacts {
  readonly startedAt: number;
  readonly lastHopAt: number;
  readonly lastAnswerAt: number;
  readonly nextStartedAt: number;
  readonly idleLimitSeconds: number;
  readonly provider: string;
  readonly serviceCode: string;
  readonly stepsShown: readonly string[];
  readonly lastActionSource: string;
  readonly lastAppTimeMs: number;
  readonly lastHopFailed: boolean;
  readonly ended: boolean;
  readonly appOutcome: string;
  readonly appOutcomeSource: string;
  readonly goalMarked: boolean;
  readonly reported: boolean;
  readonly reportOutcome: string;
  readonly reportStatus: string;
}

/** What of a session depends on the moment of asking; docs/definitions.md explains each. */
export interface Ending {
  readonly outcome: string;
  readonly outcomeSource: string;
  readonly endedBy: string;
  readonly evidence: string;
  /** Rejected by nobody's word: only the goals say so. */
  readonly goalMissed: boolean;
}

/**
 * The rules of outcome.ts for rows that are read one by one: for a page of sessions the database would
 * take longer to analyse their expression than to read the rows (bench/README.md). That both say the
 * same is held by derivation.property.test.ts.
 */
export function endingOf(facts: EndingFacts, rules: OutcomeRules, nowMs: number): Ending {
  const { reportOutcome, appOutcome, lastHopFailed, ended } = facts;
  const goals = rules.goals.get(facts.serviceCode) ?? [];
  const hasGoals = goals.length > 0;
  const isGoalReached = facts.stepsShown.some((step) => goals.includes(step));
  const openUntilMs =
    Math.max(facts.lastAnswerAt, facts.startedAt) +
    (facts.idleLimitSeconds || rules.idleLimitSeconds) * 1000;
  const isIdle = nowMs > openUntilMs;
  const isSuperseded =
    facts.nextStartedAt !== 0 &&
    facts.nextStartedAt >= facts.lastHopAt &&
    facts.nextStartedAt <= openUntilMs;
  const budgetMs = ANSWER_BUDGET_MS[facts.provider] ?? Number.POSITIVE_INFINITY;
  const isLate = facts.lastAppTimeMs > budgetMs && !ended;
  const isEndShown = ended || (facts.reported && facts.reportStatus !== '' && reportOutcome === '');
  const isGone = isSuperseded || isIdle;

  const outcome = first(
    [facts.goalMarked || isGoalReached, 'completed'],
    [reportOutcome === 'app_error' && isLate, 'app_timeout'],
    [reportOutcome !== '', reportOutcome],
    [appOutcome === 'completed' && hasGoals && (isEndShown || lastHopFailed || isGone), 'rejected'],
    [appOutcome !== '' && (isEndShown || lastHopFailed), appOutcome],
    [lastHopFailed, 'app_error'],
    [isEndShown, hasGoals ? 'rejected' : 'completed'],
    [isLate && isGone, 'app_timeout'],
    [appOutcome !== '' && isGone, appOutcome],
    [isSuperseded, 'superseded'],
    [isIdle, 'abandoned'],
    [true, 'in_progress'],
  );
  return {
    outcome,
    outcomeSource: first(
      [outcome === 'in_progress', ''],
      [facts.goalMarked, 'app'],
      [isGoalReached, 'goal'],
      [reportOutcome !== '', 'provider'],
      [appOutcome === outcome && facts.appOutcomeSource === 'app', 'app'],
      [true, 'inferred'],
    ),
    endedBy: first(
      [reportOutcome === 'app_error' && isLate, 'provider'],
      [reportOutcome !== '', REPORTED_BY[reportOutcome] ?? 'unknown'],
      [ended, outcome === 'hook_error' || facts.lastActionSource === 'hook' ? 'hook' : 'app'],
      [lastHopFailed || isEndShown, 'app'],
      [isLate && isGone, 'provider'],
      [isSuperseded, 'user'],
      [isIdle, 'timer'],
      [true, ''],
    ),
    evidence: first(
      [reportOutcome !== '', 'provider_report'],
      [ended || lastHopFailed, 'callback'],
      [isEndShown, 'provider_report'],
      [isSuperseded, 'callback'],
      [isIdle, 'timer'],
      [true, ''],
    ),
    goalMissed:
      hasGoals && outcome === 'rejected' && reportOutcome === '' && appOutcome !== 'rejected',
  };
}

function first(...rules: readonly (readonly [applies: boolean, value: string])[]): string {
  return rules.find(([applies]) => applies)?.[1] ?? '';
}
