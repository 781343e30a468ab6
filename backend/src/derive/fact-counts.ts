import type { SqlParams } from '../store/database.ts';
import {
  factRowsSql,
  ROLL_UP_DIMENSIONS,
  type RollUpDimension,
  type RollUpFact,
  type SessionsFor,
  STARTED_MS,
  timedCountsSql,
  totalOf,
} from './roll-up-sql.ts';
import type { TimeCounts } from './time-counts.ts';

/** What is asked of facts: how often they are, told apart by these. */
export interface FactsAsked {
  readonly facts: readonly RollUpFact[];
  readonly by: readonly FactKey[];
  readonly at?: TimePart | undefined;
  /** Whether their times are asked for. */
  readonly isTimed?: boolean;
}

/** `a` and `b` are what the fact says they are (roll-up-sql.ts). */
export type FactKey = RollUpDimension | 'a' | 'b';

/** A part of time as a number: a bucket's start, an hour of the day. */
export interface TimePart {
  /** The text of the part of an expression, unix ms as Int64. */
  readonly sql: (ms: string) => string;
  readonly params: SqlParams;
  /** The part of a moment, unix ms. */
  readonly of: (ms: number) => number;
  /** Whether all moments of a slot of that length have the same part. */
  readonly hasWhole: (seconds: number) => boolean;
}

/** How often a fact is; several rows may have the same keys. What was not asked for is '' or 0. */
export interface FactCount extends Readonly<Record<FactKey, string>> {
  readonly fact: RollUpFact;
  readonly at: number;
  readonly n: number;
  readonly errors: number;
  /** Of `version`: when its first session started, unix ms. */
  readonly firstMs: number;
  readonly times: TimeCounts;
}

/** Which sessions are counted. */
export interface FactFilter {
  /** Values that a dimension may have; any where it is absent. */
  readonly lists: Readonly<Partial<Record<RollUpDimension, readonly string[]>>>;
  /** Of the fact `session` only. */
  readonly outcomes: readonly string[] | undefined;
}

/** A statement and the values of its parameters. */
export interface Question {
  readonly sql: string;
  readonly params: SqlParams;
}

/** What a count is made of where nothing else is known. */
export const NOTHING: Omit<FactCount, 'fact'> = {
  ...(Object.fromEntries(ROLL_UP_DIMENSIONS.map((name) => [name, ''])) as Record<
    RollUpDimension,
    string
  >),
  a: '',
  b: '',
  at: 0,
  n: 0,
  errors: 0,
  firstMs: 0,
  times: [],
};

/**
 * The question for what was counted before.
 *
 * @param units `(hours, start, build), ...`.
 */
export function unitCountsQuestion(
  { facts, by, at, isTimed }: FactsAsked,
  { lists, outcomes }: FactFilter,
  units: string,
): Question {
  const isTotal = [...Object.keys(lists), ...by].every((name) => !OTHERS.has(name));
  const names = facts.map((fact) => `'${isTotal ? totalOf(fact) : fact}'`);
  const params: Record<string, unknown> = { ...at?.params };
  const conditions = Object.entries(lists).map(([column, values]) => {
    params[column] = values;
    return `${column} IN {${column}:Array(String)}`;
  });
  if (outcomes !== undefined) {
    params.outcome = outcomes;
    conditions.push('a IN {outcome:Array(String)}');
  }
  const keys = [...(facts.length > 1 ? ['fact'] : []), ...(at ? ['at'] : []), ...by];
  const select = [
    ...keys.map((key) => (key === 'at' ? `${at?.sql('toInt64(slot) * 1000')} AS at` : key)),
    'sum(n) AS count',
    ...(facts.some((fact) => FAILING.has(fact)) ? ['sum(errors) AS failures'] : []),
    ...(facts.includes('version') ? ['min(first_ms) AS firstMs'] : []),
    ...(isTimed ? ['sumForEach(time_counts) AS times'] : []),
  ];
  const where = [`fact IN (${names.join(', ')})`, `(hours, start, build) IN (${units})`];
  const sql = `
SELECT ${select.join(', ')}
FROM roll_up
WHERE ${[...where, ...conditions].join('\n  AND ')}
${groupBy(keys)}`;
  return { sql, params };
}

const OTHERS: ReadonlySet<string> = new Set(ROLL_UP_DIMENSIONS.filter((name) => name !== 'kind'));
const FAILING: ReadonlySet<RollUpFact> = new Set(['hook', 'hook_hour']);

const groupBy = (keys: readonly string[]) =>
  keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`;

const isOfFact = (key: FactKey): key is 'a' | 'b' => key === 'a' || key === 'b';

/** The text of the question for the same of sessions. */
export function sessionCountsSql(
  { facts, by, at, isTimed }: FactsAsked,
  sessions: SessionsFor,
): string {
  const isSeveral = facts.length > 1;
  const keys = [...(isSeveral ? ['fact'] : []), ...(at ? ['at'] : []), ...by];
  const fails = facts.some((fact) => FAILING.has(fact));
  const isDated = facts.includes('version');
  const parts = [
    ...(isSeveral ? (['fact'] as const) : []),
    ...by.filter(isOfFact),
    ...(fails || isTimed ? (['failed'] as const) : []),
    ...(isTimed ? (['timed', 'ms'] as const) : []),
  ];
  const beside = [
    ...by.filter((name) => !isOfFact(name)),
    ...(at ? [`${at.sql(STARTED_MS)} AS at`] : []),
    ...(isDated || isTimed ? [`${STARTED_MS} AS started_ms`] : []),
  ];
  const rows = factRowsSql(facts, parts, beside, sessions);
  if (isTimed) {
    const named = 'n AS count, errors AS failures, first_ms AS firstMs, time_counts AS times';
    return `SELECT ${[...keys, named].join(', ')} FROM (${timedCountsSql(keys, rows)})`;
  }
  const select = [
    ...keys,
    'count() AS count',
    ...(fails ? ['sum(failed) AS failures'] : []),
    ...(isDated ? ['min(started_ms) AS firstMs'] : []),
  ];
  return `SELECT ${select.join(', ')} FROM (${rows}) ${groupBy(keys)}`;
}

/** A row of either question; 64-bit integers come as text. */
export type FactCountRow = Partial<Readonly<Record<FactKey, string>>> & {
  readonly fact?: string;
  readonly at?: string | number;
  readonly count: string;
  readonly failures?: string;
  readonly firstMs?: string;
  readonly times?: readonly (string | number)[];
};

/** What the rows of either question say. */
export function factCountsOf(rows: readonly FactCountRow[], { facts }: FactsAsked): FactCount[] {
  return rows.flatMap((row) => factCountOf(row, facts) ?? []);
}

function factCountOf(
  { count, failures, times, at, firstMs, ...row }: FactCountRow,
  facts: readonly RollUpFact[],
): FactCount | undefined {
  const fact = row.fact === undefined ? facts[0] : facts.find((one) => isNamed(one, row.fact));
  if (fact === undefined || Number(count) === 0) return undefined;
  return {
    ...NOTHING,
    ...row,
    fact,
    at: Number(at ?? 0),
    n: Number(count),
    errors: Number(failures ?? 0),
    firstMs: Number(firstMs ?? 0),
    times: times?.map(Number) ?? [],
  };
}

const isNamed = (fact: RollUpFact, name: string | undefined) =>
  name === fact || name === totalOf(fact);
