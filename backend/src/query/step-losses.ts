import { NO_SCREEN, type RollUpFact } from '../derive/roll-up-sql.ts';
import { timeQuantiles } from '../derive/time-counts.ts';
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

interface Reached {
  readonly reach: number;
  readonly quantiles: readonly number[];
}

interface Ended {
  readonly name: string;
  readonly outcome: string;
  readonly sessions: number;
}

/** A way from one screen to the next. */
export interface Transition {
  readonly source: string;
  readonly target: string;
  readonly transitions: number;
}

/** Reads what happened at each screen, and, when asked for, between them. */
export async function readSteps(
  filters: Filters,
  context: QueryContext,
  withTransitions = false,
): Promise<StepLosses & { readonly transitions: readonly Transition[] }> {
  const facts = ['reach', 'end', ...(withTransitions ? (['edge'] as const) : [])] as const;
  const asked = { facts, by: ['a', 'b'], isTimed: true } as const;
  const found = await countedFacts(asked, filters, context);
  const of = (fact: RollUpFact) =>
    [
      ...Map.groupBy(
        found.filter((count) => count.fact === fact),
        ({ a, b }) => JSON.stringify([a, b]),
      ).values(),
    ].flatMap((own) => {
      const [one] = own;
      if (one === undefined) return [];
      return [{ a: one.a, b: one.b, n: own.reduce((all, { n }) => all + n, 0), own }];
    });
  const reached = of('reach')
    .filter(({ b }) => b === '')
    .map(({ a, n, own }) => {
      const times = own.map((count) => count.times);
      return [a, { reach: n, quantiles: timeQuantiles(times, RANKS) }] as const;
    });
  const ended = of('end').map(({ a, b, n }) => ({ name: a, outcome: b, sessions: n }));
  const transitions = of('edge').map(({ a, b, n }) => ({ source: a, target: b, transitions: n }));
  return { ...lossesOf(new Map(reached), ended), transitions };
}

const RANKS = [0.5, 0.95];

function lossesOf(reachOf: ReadonlyMap<string, Reached>, ended: readonly Ended[]): StepLosses {
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
    reach: step === NO_SCREEN ? closedHere : (reached?.reach ?? 0),
    loss: sum(losses),
    completedHere: sum(ends.filter(({ outcome }) => outcome === 'completed')),
    inProgress: sum(ends.filter(({ outcome }) => outcome === 'in_progress')),
    lossesByOutcome: losses
      .map(({ outcome, sessions }) => [outcome, sessions] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    medianMs,
    p95Ms,
  };
}

function sum(rows: readonly Ended[]): number {
  return rows.reduce((all, { sessions }) => all + sessions, 0);
}
