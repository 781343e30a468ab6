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
  /** Screens in their order. */
  readonly path: readonly string[];
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

/** What the rules ask of a session. */
interface Clues {
  readonly hasGoals: boolean;
  readonly isGoalReached: boolean;
  readonly isIdle: boolean;
  readonly isSuperseded: boolean;
  readonly isGone: boolean;
  readonly isLate: boolean;
  readonly isEndShown: boolean;
}

function cluesOf(facts: EndingFacts, rules: OutcomeRules, nowMs: number): Clues {
  const { reported, reportStatus, reportOutcome, ended } = facts;
  const goals = rules.goals.get(facts.serviceCode) ?? [];
  const openUntilMs =
    Math.max(facts.lastAnswerAt, facts.startedAt) +
    (facts.idleLimitSeconds || rules.idleLimitSeconds) * 1000;
  const isIdle = nowMs > openUntilMs;
  const isSuperseded =
    facts.nextStartedAt !== 0 &&
    facts.nextStartedAt >= facts.lastHopAt &&
    facts.nextStartedAt <= openUntilMs;
  const budgetMs = ANSWER_BUDGET_MS[facts.provider] ?? Number.POSITIVE_INFINITY;
  return {
    hasGoals: goals.length > 0,
    isGoalReached: goals.length > 0 && facts.path.some((step) => goals.includes(step)),
    isIdle,
    isSuperseded,
    isGone: isSuperseded || isIdle,
    isLate: facts.lastAppTimeMs > budgetMs && !ended,
    isEndShown: ended || (reported && reportStatus !== '' && reportOutcome === ''),
  };
}

/**
 * The rules of outcome.ts for rows that are read one by one: the database would take longer to analyse their
 * expression than to read the rows (bench/README.md). That both say the same is held by ending.test.ts and
 * derivation.property.test.ts.
 */
export function outcomeOf(facts: EndingFacts, rules: OutcomeRules, nowMs: number): string {
  return outcomeBy(facts, cluesOf(facts, rules, nowMs));
}

function outcomeBy(facts: EndingFacts, clues: Clues): string {
  const { goalMarked, reportOutcome, appOutcome, lastHopFailed } = facts;
  const { hasGoals, isGoalReached, isIdle, isSuperseded, isGone, isLate, isEndShown } = clues;
  const isOver = isEndShown || lastHopFailed;
  if (goalMarked || isGoalReached) return 'completed';
  if (reportOutcome === 'app_error' && isLate) return 'app_timeout';
  if (reportOutcome !== '') return reportOutcome;
  if (appOutcome === 'completed' && hasGoals && (isOver || isGone)) return 'rejected';
  if (appOutcome !== '' && isOver) return appOutcome;
  if (lastHopFailed) return 'app_error';
  if (isEndShown) return hasGoals ? 'rejected' : 'completed';
  if (isLate && isGone) return 'app_timeout';
  if (appOutcome !== '' && isGone) return appOutcome;
  if (isSuperseded) return 'superseded';
  return isIdle ? 'abandoned' : 'in_progress';
}

/** The outcome as `outcomeOf` tells it, and what it rests on. */
export function endingOf(facts: EndingFacts, rules: OutcomeRules, nowMs: number): Ending {
  const clues = cluesOf(facts, rules, nowMs);
  const outcome = outcomeBy(facts, clues);
  const { reportOutcome, appOutcome, lastHopFailed, ended } = facts;
  const { hasGoals, isGoalReached, isIdle, isSuperseded, isGone, isLate, isEndShown } = clues;
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
