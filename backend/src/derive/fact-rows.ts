import { quoted } from '../store/bind-params.ts';
import { endingOf } from './ending.ts';
import type { OutcomeRules } from './outcome.ts';
import {
  type RollUpDimension as Dimension,
  HOUR_SECONDS,
  NO_SCREEN,
  ROLL_UP_DIMENSIONS,
  type RollUpFact,
  SLOT_SECONDS,
  TIMES_STATE,
  UNNAMED,
} from './roll-up-sql.ts';
import type { UncountedSession } from './uncounted-sessions.ts';

/** Which sessions are counted, and what they are told apart by. */
export interface FactScope {
  readonly nowMs: number;
  /** Values that a dimension may have; any where it is absent. */
  readonly lists: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly outcomes: readonly string[] | undefined;
  /** The dimensions that are asked for; the others are ''. */
  readonly by: ReadonlySet<string>;
}

interface Occurrence {
  readonly a: string;
  readonly b?: string;
  /** Unix seconds. */
  readonly slot?: number;
  readonly failed?: boolean;
  readonly ms?: number;
}

interface FactRow {
  readonly fact: RollUpFact;
  readonly slot: number;
  readonly dimensions: readonly string[];
  readonly a: string;
  readonly b: string;
  n: number;
  errors: number;
  firstMs: number;
  readonly times: number[];
}

const named = (step: string) => step || UNNAMED;
const slotOf = (startedAt: number, seconds: number) =>
  Math.floor(startedAt / 1000 / seconds) * seconds;

/** The facts of roll-up-sql.ts, of one session; that both say the same is held by counted-answers.test.ts. */
const OCCURRENCES: Readonly<
  Record<RollUpFact, (session: UncountedSession, outcome: string) => readonly Occurrence[]>
> = {
  session: ({ startedAt }, outcome) => [{ a: outcome, slot: slotOf(startedAt, SLOT_SECONDS) }],
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
  hook_hour: (session) => {
    const slot = slotOf(session.startedAt, HOUR_SECONDS);
    return calls(session).map((call) => ({ ...call, slot }));
  },
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

const DIMENSION_OF: Readonly<Record<Dimension, (session: UncountedSession) => string>> = {
  kind: ({ kind }) => kind,
  network: ({ network }) => network,
  provider: ({ provider }) => provider,
  service_code: ({ serviceCode }) => serviceCode,
  service_version: ({ version }) => version,
  environment: ({ environment }) => environment,
};

const STRUCTURE = [
  'fact String, slot UInt32',
  ...ROLL_UP_DIMENSIONS.map((name) => `${name} String`),
  'a String, b String, n UInt64, errors UInt64, first_ms UInt64, ms Array(UInt32)',
].join(', ');

/** Of an app whose names have no bound; a statement may have 16 MiB. */
const TEXT_CHARACTERS_MAX = 2 * 1024 * 1024;

/**
 * Facts of sessions that were read, as the table `roll_up` has them: the text of a SELECT that looks at
 * no table, with the rows in it; '' when there are none, `undefined` when it would be too long.
 */
export function factRowsSql(
  facts: readonly RollUpFact[],
  sessions: readonly UncountedSession[],
  rules: OutcomeRules,
  scope: FactScope,
): string | undefined {
  const lines = rowsOf(facts, sessions, rules, scope).map((row) =>
    JSON.stringify([
      row.fact,
      row.slot,
      ...row.dimensions,
      row.a,
      row.b,
      row.n,
      row.errors,
      row.firstMs,
      row.times,
    ]),
  );
  // `format` knows no columns of an empty text.
  if (lines.length === 0) return '';
  // Rows are lists, so braces stand in texts only, where one could look like a parameter.
  const text = lines.join('\n').replaceAll('{', '\\u007b');
  if (text.length > TEXT_CHARACTERS_MAX) return undefined;
  return `
SELECT * EXCEPT ms, arrayReduce('${TIMES_STATE}', ms) AS times
FROM format(JSONCompactEachRow, '${STRUCTURE}', ${quoted(text)})`;
}

function rowsOf(
  facts: readonly RollUpFact[],
  sessions: readonly UncountedSession[],
  rules: OutcomeRules,
  { nowMs, lists, outcomes, by }: FactScope,
): FactRow[] {
  const rows = new Map<string, FactRow>();
  const accepted = ROLL_UP_DIMENSIONS.flatMap((name) => {
    const values = lists[name];
    return values === undefined ? [] : [[DIMENSION_OF[name], new Set(values)] as const];
  });
  for (const session of sessions) {
    if (!accepted.every(([dimensionOf, values]) => values.has(dimensionOf(session)))) continue;
    const { outcome } = endingOf(session, rules, nowMs);
    if (outcomes?.includes(outcome) === false) continue;
    const dimensions = ROLL_UP_DIMENSIONS.map((name) =>
      by.has(name) ? DIMENSION_OF[name](session) : '',
    );
    const ofDimensions = JSON.stringify(dimensions);
    for (const fact of facts) {
      for (const one of OCCURRENCES[fact](session, outcome)) {
        add(rows, fact, dimensions, ofDimensions, one, session.startedAt);
      }
    }
  }
  return [...rows.values()];
}

function add(
  rows: Map<string, FactRow>,
  fact: RollUpFact,
  dimensions: readonly string[],
  ofDimensions: string,
  { a, b = '', slot = 0, failed = false, ms }: Occurrence,
  startedAt: number,
): void {
  // The length tells where one text ends and the next begins.
  const key = `${fact} ${slot} ${ofDimensions} ${a.length} ${a}${b}`;
  let row = rows.get(key);
  if (row === undefined) {
    const firstMs = fact === 'version' ? startedAt : 0;
    row = { fact, slot, dimensions, a, b, n: 0, errors: 0, firstMs, times: [] };
    rows.set(key, row);
  }
  row.n += 1;
  if (failed) row.errors += 1;
  if (fact === 'version') row.firstMs = Math.min(row.firstMs, startedAt);
  if (ms !== undefined) row.times.push(ms);
}
