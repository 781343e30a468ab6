import { sessionsWithOutcomeSql } from './outcome.ts';
import { timeBucketSql } from './time-counts.ts';

/** The facts that are counted by hour and day. */
export const ROLL_UP_FACTS = [
  'session',
  'end',
  'reach',
  'edge',
  'hook',
  'hook_hour',
  'version',
  'key',
] as const;
export type RollUpFact = (typeof ROLL_UP_FACTS)[number];

/**
 * Names the counts of a fact over everything but `kind`: what a panel without filters asks for, in a
 * few rows instead of one for each network, code and version.
 */
export const totalOf = (fact: RollUpFact) => `${TOTAL}${fact}`;
const TOTAL = 'all ';

/** Counts made by other code than this do not count; to be changed with what follows. */
export const ROLL_UP_EDITION = 3;

/** What rolled-up rows are told apart by besides their fact; columns of `sessions`, too. */
export const ROLL_UP_DIMENSIONS = [
  'kind',
  'network',
  'provider',
  'service_code',
  'service_version',
  'environment',
] as const;

export type RollUpDimension = (typeof ROLL_UP_DIMENSIONS)[number];

/** Stands for the last screen of a session of which only the provider's report is known. */
export const NO_SCREEN = '(no screen)';
/** Stands for screens without a name. */
export const UNNAMED = '(unnamed)';

/** Hours and days of sessions, as the reader and the builder name them: unix seconds. */
export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 86_400;

const named = (step: string) => `if(${step} = '', '${UNNAMED}', toString(${step}))`;

/** In which sessions are counted: all time zones are whole quarters of an hour off UTC. */
export const SLOT_SECONDS = 900;

const slotOf = (seconds: number) =>
  `toUInt32(intDiv(toUnixTimestamp(started_at), ${seconds}) * ${seconds})`;
const HOUR = slotOf(HOUR_SECONDS);

interface FactSql {
  /** Expressions over sessions with outcomes, and over the names of `each`. */
  readonly a: string;
  readonly b?: string;
  readonly slot?: string;
  readonly failed?: string;
  readonly ms?: string;
  /** Arrays of one length, each element a row; a session is one row when absent. */
  readonly each?: Readonly<Record<string, string>>;
}

const HOOKS: FactSql = {
  a: 'hook',
  failed: 'has_failed',
  ms: 'took_ms',
  each: { hook: 'hook_names', took_ms: 'hook_ms', has_failed: 'hook_failed' },
};

const firsts = (array: string) =>
  `arrayFilter((one, nth) -> nth = 1, ${array}, arrayEnumerateUniq(path))`;
const ifClosed = (array: string) => `if(outcome = 'in_progress', [], ${array})`;

const FACTS: Readonly<Record<RollUpFact, FactSql>> = {
  session: { a: 'outcome', slot: slotOf(SLOT_SECONDS) },
  end: { a: `if(empty(path), '${NO_SCREEN}', ${named('last_step')})`, b: 'outcome' },
  reach: {
    a: named('step'),
    b: "if(outcome = 'in_progress', outcome, '')",
    ms: 'took_ms',
    each: { step: firsts('path'), took_ms: firsts('path_ms') },
  },
  edge: {
    a: named('source_step'),
    b: named('target_step'),
    each: {
      source_step: ifClosed('arrayPopBack(path)'),
      target_step: ifClosed('arrayPopFront(path)'),
    },
  },
  hook: HOOKS,
  hook_hour: { ...HOOKS, slot: HOUR },
  version: { a: 'service_name' },
  key: { a: 'key', each: { key: 'arrayDistinct(attribute_keys)' } },
};

/** A row of a fact before it is counted. */
const ROW = {
  fact: 'String',
  slot: 'UInt32',
  a: 'String',
  b: 'String',
  failed: 'UInt8',
  timed: 'UInt8',
  ms: 'UInt32',
} as const;
type RowPart = keyof typeof ROW;
const ROW_PARTS = Object.keys(ROW) as RowPart[];

function partOf(fact: RollUpFact, part: RowPart): string {
  const { a, b = "''", slot = '0', failed = '0', ms } = FACTS[fact];
  const parts = { fact: `'${fact}'`, slot, a, b, failed, timed: ms ? '1' : '0', ms: ms ?? '0' };
  return parts[part];
}

function arrayOf(fact: RollUpFact, parts: readonly RowPart[]): string {
  const row = `tuple(${parts.map((part) => partOf(fact, part)).join(', ')})`;
  const { each } = FACTS[fact];
  const rows =
    each === undefined
      ? `[${row}]`
      : `arrayMap((${Object.keys(each).join(', ')}) -> ${row}, ${Object.values(each).join(', ')})`;
  return `CAST(${rows}, 'Array(Tuple(${parts.map((part) => `${part} ${ROW[part]}`).join(', ')}))')`;
}

const dimensions = ROLL_UP_DIMENSIONS.join(', ');

/** Sessions with outcomes, as text for `FROM (...)`, with at least the columns that some SQL names. */
export type SessionsFor = (usedBy: string) => string;

/** The moment that a row's session started, unix ms. */
export const STARTED_MS = 'toUnixTimestamp64Milli(started_at)';

/**
 * A row for each time that a session gives of a fact.
 *
 * @param parts of a row that are wanted.
 * @param beside what is selected beside, over sessions.
 */
export function factRowsSql(
  facts: readonly RollUpFact[],
  parts: readonly RowPart[],
  beside: readonly string[],
  sessions: SessionsFor,
): string {
  const [fact] = facts;
  if (fact === undefined || facts.length > 1) {
    const arrays = facts.map((one) => arrayOf(one, parts)).join(',\n  ');
    const select = [...beside, `arrayJoin(arrayConcat(${arrays})) AS row`].join(', ');
    const named = parts.map((name) => `row.${name} AS ${name}`).join(', ');
    return `SELECT * EXCEPT row, ${named} FROM (SELECT ${select} FROM (${sessions(select)}))`;
  }
  // For one of them the shorter way, whose analysis is cheaper.
  const named = parts.map((part) => `CAST(${partOf(fact, part)}, '${ROW[part]}') AS ${part}`);
  const each = Object.entries(FACTS[fact].each ?? {}).map(([name, sql]) => `${sql} AS ${name}`);
  const join = each.length === 0 ? '' : `ARRAY JOIN ${each.join(', ')}`;
  const select = [...beside, ...named].join(', ') || '1';
  return `SELECT ${select} FROM (${sessions(`${select} ${join}`)}) ${join}`;
}

/**
 * Rows by keys and buckets of time as rows by keys, with `n`, `errors`, `first_ms`, and as `time_counts`
 * how many there are in each bucket.
 *
 * @param rows has `timed`, `ms`, `failed` and `started_ms` besides the keys.
 */
export function timedCountsSql(keys: readonly string[], rows: string): string {
  const by = [...keys, 'timed', 'bucket'].join(', ');
  const grouped = keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`;
  return `
SELECT ${[...keys, ''].join(', ')}sum(rows) AS n, sum(failures) AS errors, min(earliest) AS first_ms,
  groupArrayInsertAtIf(0)(toUInt32(rows), bucket, timed = 1) AS time_counts
FROM (
  SELECT ${by}, count() AS rows, sum(failed) AS failures, min(started_ms) AS earliest
  FROM (SELECT *, if(timed = 1, ${timeBucketSql('ms')}, 0) AS bucket FROM (${rows}))
  GROUP BY ${by}
)
${grouped}`;
}

const between = (from: number, to: number) =>
  `started_at >= fromUnixTimestamp64Milli(${from * 1000}, 'UTC') AND started_at < fromUnixTimestamp64Milli(${to * 1000}, 'UTC')`;

/** The text of the query for the hours of a day, with the moment from which none of them changes. */
export function settledSql(day: number): string {
  const select = `${HOUR} AS hour, toFloat64(toUnixTimestamp64Milli(max(open_until))) AS settledUntil`;
  return `
SELECT ${select}
FROM (${sessionsWithOutcomeSql(between(day, day + DAY_SECONDS), select)})
GROUP BY hour`;
}

/**
 * The text of the query for the hours whose sessions were written after a revision: the highest revision
 * of each, and how many rows are above another one.
 */
export function writtenHoursSql(since: bigint, counted: bigint): string {
  return `
SELECT ${HOUR} AS hour, toString(max(revision)) AS written,
  toFloat64(countIf(revision > ${counted})) AS added
FROM sessions
WHERE revision > ${since}
GROUP BY hour`;
}

/**
 * The text of the query for counts that no unit names any more and that no backend reads: begun before
 * a build, and not replaced since.
 */
export function orphansSql(before: bigint): string {
  return `
SELECT DISTINCT hours, start, toString(build) AS build
FROM roll_up
WHERE roll_up.build < ${before}
  AND (hours, start, roll_up.build) NOT IN (SELECT hours, start, build FROM roll_up_units FINAL)
  AND (hours, start) NOT IN (SELECT hours, start FROM roll_up_units FINAL WHERE build >= ${before})
LIMIT 1000`;
}

/** The text of the statement that counts hours of one day, all facts. */
export function hoursSql(hours: readonly number[], build: bigint): string {
  const within = between(Math.min(...hours), Math.max(...hours) + HOUR_SECONDS);
  const sessions = (usedBy: string) => sessionsWithOutcomeSql(within, usedBy);
  const beside = [`${HOUR} AS start`, dimensions, `${STARTED_MS} AS started_ms`];
  const keys = ['start', 'fact', 'slot', ...ROLL_UP_DIMENSIONS, 'a', 'b'];
  const rows = factRowsSql(ROLL_UP_FACTS, ROW_PARTS, beside, sessions);
  return `
INSERT INTO roll_up (build, hours, ${keys.join(', ')}, n, errors, first_ms, time_counts)
SELECT ${build}, 1, * FROM (${timedCountsSql(keys, rows)})
WHERE start IN (${hours.join(', ')})`;
}

/**
 * The text of the statement that adds up a day from all of its hours.
 *
 * @param units `(hours, start, build), ...`.
 */
export function daySql(day: number, units: string, build: bigint): string {
  const facts = ROLL_UP_FACTS.map((fact) => `'${fact}'`).join(', ');
  const keys = ['fact', 'slot', ...ROLL_UP_DIMENSIONS, 'a', 'b'].join(', ');
  return `
INSERT INTO roll_up (build, hours, start, ${keys}, n, errors, first_ms, time_counts)
SELECT ${build}, 24, ${day}, ${keys}, sum(n), sum(errors), min(first_ms), sumForEach(time_counts)
FROM roll_up
WHERE fact IN (${facts}) AND (hours, start, roll_up.build) IN (${units})
GROUP BY ${keys}`;
}

const others = ROLL_UP_DIMENSIONS.filter((name) => name !== 'kind').join(', ');

/** The text of the statement that adds up what a build has counted on one day, for `totalOf`. */
export function totalsSql(day: number, build: bigint): string {
  return `
INSERT INTO roll_up (fact, hours, start, build, slot, kind, a, b, n, errors, first_ms, time_counts)
SELECT concat('${TOTAL}', fact), hours, start, ${build}, slot, kind, a, b,
  sum(n), sum(errors), min(first_ms), sumForEach(time_counts)
FROM (
  SELECT toString(fact) AS fact, * EXCEPT (fact, ${others})
  FROM roll_up
  WHERE fact IN (${ROLL_UP_FACTS.map((fact) => `'${fact}'`).join(', ')})
    AND start >= ${day} AND start < ${day + DAY_SECONDS} AND build = ${build}
)
GROUP BY fact, hours, start, slot, kind, a, b`;
}
