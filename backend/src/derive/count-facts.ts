import { endingOf } from './ending.ts';
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

interface Occurrence {
  readonly a: string;
  readonly b?: string;
  readonly failed?: boolean;
  readonly ms?: number;
}

const named = (step: string) => step || UNNAMED;

/** The facts of roll-up-sql.ts, of one session; that both say the same is held by counted-answers.test.ts. */
const OCCURRENCES: Readonly<
  Record<RollUpFact, (session: UncountedSession, outcome: string) => readonly Occurrence[]>
> = {
  session: (_, outcome) => [{ a: outcome }],
  end: ({ path, lastStep }, outcome) => [
    { a: path.length === 0 ? NO_SCREEN : named(lastStep), b: outcome },
  ],
  reach: ({ path, pathMs }, outcome) => {
    const b = outcome === 'in_progress' ? outcome : '';
    // The last entry of a key holds, so the first time of a screen comes last.
    const firsts = new Map(
      path.map((step, index) => [step, pathMs[index] ?? 0] as const).reverse(),
    );
    return [...firsts].map(([step, ms]) => ({ a: named(step), b, ms }));
  },
  edge: ({ path }, outcome) =>
    outcome === 'in_progress'
      ? []
      : path.slice(1).map((step, index) => ({ a: named(path[index] ?? ''), b: named(step) })),
  hook: calls,
  hook_hour: calls,
  version: ({ serviceName }) => [{ a: serviceName }],
  key: ({ attributeKeys }) => attributeKeys.map((a) => ({ a })),
};

function calls({ hookNames, hookMs, hookFailed }: UncountedSession): Occurrence[] {
  return hookNames.map((a, index) => ({
    a,
    failed: hookFailed[index] ?? false,
    ms: hookMs[index] ?? 0,
  }));
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
  const dimensions = by.filter(isDimension);
  const hasA = by.includes('a');
  const hasB = by.includes('b');
  // One map in another: a text of all keys would have to be made for each time that there is a fact.
  const counts = new Map<string, Map<RollUpFact, Map<string, Map<string, Counting>>>>();
  for (const session of sessions) {
    if (!accepted.every(([dimensionOf, values]) => values.has(dimensionOf(session)))) continue;
    const { outcome } = endingOf(session, rules, nowMs);
    if (outcomes?.includes(outcome) === false) continue;
    const part = at?.of(session.startedAt) ?? 0;
    const own = Object.fromEntries(dimensions.map((name) => [name, DIMENSION_OF[name](session)]));
    const firstMs = session.startedAt;
    const ofSession = entry(counts, JSON.stringify([part, own]), () => new Map());
    for (const fact of facts) {
      const ofFact = entry(ofSession, fact, () => new Map());
      for (const occurrence of OCCURRENCES[fact](session, outcome)) {
        const a = hasA ? occurrence.a : '';
        const b = hasB ? (occurrence.b ?? '') : '';
        const ofA = entry(ofFact, a, () => new Map());
        const zero = () => ({ ...NOTHING, ...own, fact, at: part, a, b, firstMs, times: [] });
        const count = entry(ofA, b, zero);
        count.n += 1;
        count.firstMs = Math.min(count.firstMs, firstMs);
        if (occurrence.failed) count.errors += 1;
        if (isTimed && occurrence.ms !== undefined) addTime(count.times, occurrence.ms);
      }
    }
  }
  return [...counts.values()]
    .flatMap((ofSession) => [...ofSession.values()])
    .flatMap((ofFact) => [...ofFact.values()])
    .flatMap((ofA) => [...ofA.values()]);
}

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
