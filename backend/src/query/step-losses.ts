import { NO_SCREEN } from '../derive/roll-up-sql.ts';
import { countedFacts } from './counted-facts.ts';
import type { Filters } from './filter-schema.ts';
import type { QueryContext } from './query-context.ts';

/** What became of the sessions that were shown a screen; sessions still in progress are not in it. */
export interface StepLoss {
  readonly step: string;
  /** Closed sessions that were shown the screen at least once. */
  readonly reach: number;
  /** Not completed, and this was the last screen. */
  readonly loss: number;
  /** Completed, and this was the last screen. */
  readonly completedHere: number;
  /** Sessions that stand at this screen now. */
  readonly inProgress: number;
  /** The losses by outcome, most first. */
  readonly lossesByOutcome: readonly (readonly [outcome: string, sessions: number])[];
  /** Session start to the first time the screen was sent, to 1 %; null where it never was. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/** All screens of a set of sessions; 1 - completed / closed = the sum of loss / closed. */
export interface StepLosses {
  readonly closed: number;
  readonly completed: number;
  readonly steps: readonly StepLoss[];
}

/** The text of the query over counted `reach`. */
export function stepReachSql(reach: string): string {
  return `
SELECT a AS name, sum(n) AS reach, quantilesDDMerge(0.01, 0.5, 0.95, 0.99)(times) AS quantiles
FROM (${reach})
WHERE b = ''
GROUP BY name`;
}

/** The text of the query over counted `end`. */
export function stepEndsSql(ends: string): string {
  return `
SELECT a AS name, b AS outcome, sum(n) AS sessions
FROM (${ends})
GROUP BY name, outcome`;
}

interface Reached {
  readonly name: string;
  readonly reach: string;
  readonly quantiles: readonly number[];
}

interface Ended {
  readonly name: string;
  readonly outcome: string;
  readonly sessions: string;
}

/** Reads what happened at each screen. */
export async function readStepLosses(filters: Filters, context: QueryContext): Promise<StepLosses> {
  const [reach, ends] = await Promise.all([
    countedFacts('reach', filters, context),
    countedFacts('end', filters, context),
  ]);
  const [reached, ended] = await Promise.all([
    context.store.query<Reached>(stepReachSql(reach.sql), reach.params),
    context.store.query<Ended>(stepEndsSql(ends.sql), ends.params),
  ]);
  return lossesOf(reached, ended);
}

function lossesOf(reached: readonly Reached[], ended: readonly Ended[]): StepLosses {
  const reachOf = new Map(reached.map((row) => [row.name, row]));
  const endsOf = Map.groupBy(ended, (row) => row.name);
  const steps = [...new Set([...reachOf.keys(), ...endsOf.keys()])].map((step) =>
    lossOf(step, reachOf.get(step), endsOf.get(step) ?? []),
  );
  const completed = sum(ended.filter(({ outcome }) => outcome === 'completed'));
  const closed = sum(ended.filter(({ outcome }) => outcome !== 'in_progress'));
  return { closed, completed, steps };
}

function lossOf(step: string, reached: Reached | undefined, ends: readonly Ended[]): StepLoss {
  const isLoss = ({ outcome }: Ended) => outcome !== 'completed' && outcome !== 'in_progress';
  const losses = ends.filter(isLoss);
  const closedHere = sum(ends.filter(({ outcome }) => outcome !== 'in_progress'));
  const [medianMs = null, p95Ms = null] = reached?.quantiles ?? [];
  return {
    step,
    // Nobody was shown "no screen": whoever ended there got no further.
    reach: step === NO_SCREEN ? closedHere : Number(reached?.reach ?? 0),
    loss: sum(losses),
    completedHere: sum(ends.filter(({ outcome }) => outcome === 'completed')),
    inProgress: sum(ends.filter(({ outcome }) => outcome === 'in_progress')),
    lossesByOutcome: losses
      .map(({ outcome, sessions }) => [outcome, Number(sessions)] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    medianMs,
    p95Ms,
  };
}

function sum(rows: readonly Ended[]): number {
  return rows.reduce((all, { sessions }) => all + Number(sessions), 0);
}
