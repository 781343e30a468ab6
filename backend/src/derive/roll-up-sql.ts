import { sessionsWithOutcomeSql } from './outcome.ts';

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
export const ROLL_UP_EDITION = 2;

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

/** What is told without knowing how a session ended. */
export const FACTS_WITHOUT_OUTCOME: ReadonlySet<RollUpFact> = new Set([
  'hook',
  'hook_hour',
  'version',
  'key',
]);

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

/** Of a row's `times`: its error, and what is asked of it. */
const TIMES = '(0.01, 0.5, 0.95, 0.99)';
export const TIMES_STATE = `quantilesDDState${TIMES}`;
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
const ROW: Readonly<Record<string, string>> = {
  fact: 'String',
  slot: 'UInt32',
  a: 'String',
  b: 'String',
  failed: 'UInt8',
  timed: 'UInt8',
  ms: 'UInt32',
};
const ROW_TYPE = `Tuple(${Object.entries(ROW)
  .map((column) => column.join(' '))
  .join(', ')})`;

/** The parts of a row of `ROW`, as expressions. */
function partsOf(fact: RollUpFact): readonly string[] {
  const { a, b = "''", slot = '0', failed = '0', ms } = FACTS[fact];
  return [`'${fact}'`, slot, a, b, failed, ms === undefined ? '0' : '1', ms ?? '0'];
}

function arrayOf(fact: RollUpFact): string {
  const row = `(${partsOf(fact).join(', ')})`;
  const { each } = FACTS[fact];
  const rows =
    each === undefined
      ? `[${row}]`
      : `arrayMap((${Object.keys(each).join(', ')}) -> ${row}, ${Object.values(each).join(', ')})`;
  return `CAST(${rows}, 'Array(${ROW_TYPE})')`;
}

const dimensions = ROLL_UP_DIMENSIONS.join(', ');

/** Sessions with outcomes, as text for `FROM (...)`, with at least the columns that some SQL names. */
type SessionsFor = (usedBy: string) => string;

/**
 * Facts as the table `roll_up` has them, counted now; several of them for the price of one look at the
 * sessions.
 *
 * @param keys further expressions over `started_at` to group by, with their names.
 */
export function factSql(
  facts: readonly RollUpFact[],
  sessions: SessionsFor,
  keys: Readonly<Record<string, string>> = {},
): string {
  const names = Object.keys(keys).map((name) => `${name}, `);
  const own = Object.entries(keys).map(([name, sql]) => `${sql} AS ${name}, `);
  return `
SELECT ${names.join('')}fact, slot, ${dimensions}, a, b, count() AS n, sum(failed) AS errors,
  toUInt64(minIf(started_ms, fact = 'version')) AS first_ms,
  quantilesDDStateIf${TIMES}(ms, timed = 1) AS times
FROM (${rowsSql(
    facts,
    `${own.join('')}${dimensions}, toUnixTimestamp64Milli(started_at) AS started_ms`,
    sessions,
  )})
GROUP BY ${names.join('')}fact, slot, ${dimensions}, a, b`;
}

/** A row for each time that a session gives of a fact: `ROW`, and what is selected beside. */
function rowsSql(facts: readonly RollUpFact[], beside: string, sessions: SessionsFor): string {
  const [fact] = facts;
  if (fact === undefined || facts.length > 1) {
    const select = `${beside}, arrayJoin(arrayConcat(${facts.map(arrayOf).join(',\n  ')})) AS row`;
    const parts = Object.keys(ROW)
      .map((name) => `row.${name} AS ${name}`)
      .join(', ');
    return `SELECT * EXCEPT row, ${parts} FROM (SELECT ${select} FROM (${sessions(select)}))`;
  }
  // For one of them the shorter way, whose analysis is cheaper.
  const values = partsOf(fact);
  const parts = Object.entries(ROW).map(
    ([name, type], index) => `CAST(${values[index]}, '${type}') AS ${name}`,
  );
  const each = Object.entries(FACTS[fact].each ?? {}).map(([name, sql]) => `${sql} AS ${name}`);
  const join = each.length === 0 ? '' : `ARRAY JOIN ${each.join(', ')}`;
  const select = `${beside}, ${parts.join(', ')}`;
  return `SELECT ${select} FROM (${sessions(`${select} ${join}`)}) ${join}`;
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

/** The text of the query for the hours whose sessions were written after a revision. */
export function writtenHoursSql(since: bigint): string {
  return `
SELECT ${HOUR} AS hour, toString(max(revision)) AS written
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

/**
 * The text of the statement that counts units of one day, all facts.
 *
 * @param hours starts of the hours to count.
 * @param wholeDay count the day as a unit, too.
 */
export function buildSql(
  day: number,
  hours: readonly number[],
  wholeDay: boolean,
  build: bigint,
): string {
  const [from, to] = wholeDay
    ? [day, day + DAY_SECONDS]
    : [Math.min(...hours), Math.max(...hours) + HOUR_SECONDS];
  const sessions = (usedBy: string) => sessionsWithOutcomeSql(between(from, to), usedBy);
  const lengths = [...(hours.length > 0 ? [1] : []), ...(wholeDay ? [24] : [])];
  const keys = {
    hours: `toUInt8(arrayJoin([${lengths.join(', ')}]))`,
    start: `if(hours = 24, toUInt32(${day}), ${HOUR})`,
  };
  return `
INSERT INTO roll_up (build, hours, start, fact, slot, ${dimensions}, a, b, n, errors, first_ms, times)
SELECT ${build}, * FROM (${factSql(ROLL_UP_FACTS, sessions, keys)})
WHERE hours = 24 OR start IN (${[0, ...hours].join(', ')})`;
}

const others = ROLL_UP_DIMENSIONS.filter((name) => name !== 'kind').join(', ');

/** The text of the statement that adds up what a build has counted on one day, for `totalOf`. */
export function totalsSql(day: number, build: bigint): string {
  return `
INSERT INTO roll_up (fact, hours, start, build, slot, kind, a, b, n, errors, first_ms, times)
SELECT concat('${TOTAL}', fact), hours, start, ${build}, slot, kind, a, b,
  sum(n), sum(errors), min(first_ms), quantilesDDMergeState${TIMES}(times)
FROM (
  SELECT toString(fact) AS fact, * EXCEPT (fact, ${others})
  FROM roll_up
  WHERE fact IN (${ROLL_UP_FACTS.map((fact) => `'${fact}'`).join(', ')})
    AND start >= ${day} AND start < ${day + DAY_SECONDS} AND build = ${build}
)
GROUP BY fact, hours, start, slot, kind, a, b`;
}
