import { outcomeOf } from './ending.ts';
import {
  type FactCount,
  type FactFilter,
  type FactKey,
  type FactsAsked,
  NOTHING,
} from './fact-counts.ts';
import type { OutcomeRules } from './outcome.ts';
import { NO_SCREEN, type RollUpDimension, type RollUpFact, UNNAMED } from './roll-up-sql.ts';
import { timeBucket } from './time-counts.ts';
import type { UncountedSession } from './uncounted-sessions.ts';

/** Hears of a fact: what it is (`b` may be ''), how long it took, whether it failed. */
type Tell = (a: string, b: string, ms?: number, failed?: boolean) => void;

const named = (step: string) => step || UNNAMED;

/**
 * The facts of roll-up-sql.ts, of one session, told one by one; that both say the same is held by
 * counted-answers.test.ts.
 */
const TELL: Readonly<
  Record<RollUpFact, (session: UncountedSession, outcome: string, tell: Tell) => void>
> = {
  session: (_, outcome, tell) => tell(outcome, ''),
  end: ({ path, lastStep }, outcome, tell) =>
    tell(path.length === 0 ? NO_SCREEN : named(lastStep), outcome),
  reach({ path, pathMs }, outcome, tell) {
    const b = outcome === 'in_progress' ? outcome : '';
    const seen = new Set<string>();
    path.forEach((step, index) => {
      if (seen.has(step)) return;
      seen.add(step);
      tell(named(step), b, pathMs[index] ?? 0);
    });
  },
  edge({ path }, outcome, tell) {
    if (outcome === 'in_progress') return;
    path.forEach((step, index) => {
      const before = path[index - 1];
      if (before !== undefined) tell(named(before), named(step));
    });
  },
  hook: tellCalls,
  hook_hour: tellCalls,
  version: ({ serviceName }, _, tell) => tell(serviceName, ''),
  key({ attributeKeys }, _, tell) {
    for (const key of attributeKeys) tell(key, '');
  },
};

function tellCalls({ hookNames, hookMs, hookFailed }: UncountedSession, _: string, tell: Tell) {
  hookNames.forEach((name, index) => {
    tell(name, '', hookMs[index] ?? 0, hookFailed[index]);
  });
}

const DIMENSION_OF: Readonly<Record<RollUpDimension, (session: UncountedSession) => string>> = {
  kind: ({ kind }) => kind,
  network: ({ network }) => network,
  provider: ({ provider }) => provider,
  service_code: ({ serviceCode }) => serviceCode,
  service_version: ({ version }) => version,
  environment: ({ environment }) => environment,
};

const isDimension = (key: FactKey): key is RollUpDimension => Object.hasOwn(DIMENSION_OF, key);

interface Counting extends FactCount {
  n: number;
  errors: number;
  firstMs: number;
  readonly times: number[];
}

/** Counts facts of sessions that were read. */
export function countFacts(
  { facts, by, at, isTimed }: FactsAsked,
  { lists, outcomes }: FactFilter,
  sessions: readonly UncountedSession[],
  rules: OutcomeRules,
  nowMs: number,
): FactCount[] {
  const accepted = Object.entries(lists).map(
    ([name, values]) => [DIMENSION_OF[name as RollUpDimension], new Set(values)] as const,
  );
  const dimensions = by.filter(isDimension).map((name) => ({ name, of: DIMENSION_OF[name] }));
  const hasA = by.includes('a');
  const hasB = by.includes('b');
  // One map in another: a text of all keys would have to be made for each session, and each fact of it.
  const parts = new Map<number, Branch>();
  const counts: FactCount[] = [];
  for (const session of sessions) {
    if (!accepted.every(([dimensionOf, values]) => values.has(dimensionOf(session)))) continue;
    const outcome = outcomeOf(session, rules, nowMs);
    if (outcomes?.includes(outcome) === false) continue;
    const part = at?.of(session.startedAt) ?? 0;
    let ofSession = entry(parts, part, branch);
    for (const dimension of dimensions) {
      ofSession = entry(ofSession.next, dimension.of(session), branch);
    }
    const firstMs = session.startedAt;
    for (const fact of facts) {
      const ofFact = entry(ofSession.facts, fact, () => new Map());
      TELL[fact](session, outcome, (a, b, ms, failed = false) => {
        const ofA = entry(ofFact, hasA ? a : '', () => new Map());
        const count = entry(ofA, hasB ? b : '', () => {
          const own = Object.fromEntries(dimensions.map(({ name, of }) => [name, of(session)]));
          const keys = { a: hasA ? a : '', b: hasB ? b : '' };
          const made = { ...NOTHING, ...own, ...keys, fact, at: part, firstMs, times: [] };
          counts.push(made);
          return made;
        });
        count.n += 1;
        count.firstMs = Math.min(count.firstMs, firstMs);
        if (failed) count.errors += 1;
        if (isTimed && ms !== undefined) addTime(count.times, ms);
      });
    }
  }
  return counts;
}

/** What was counted of sessions that are the same in the dimensions so far. */
interface Branch {
  /** By what they are in the next one. */
  readonly next: Map<string, Branch>;
  /** By fact, `a` and `b`; at the last dimension. */
  readonly facts: Map<RollUpFact, Map<string, Map<string, Counting>>>;
}

const branch = (): Branch => ({ next: new Map(), facts: new Map() });

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function addTime(counts: number[], ms: number): void {
  const bucket = timeBucket(ms);
  while (counts.length <= bucket) counts.push(0);
  counts[bucket] = (counts[bucket] ?? 0) + 1;
}
