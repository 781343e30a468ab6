import { sessionsWithOutcomeSql } from './outcome.ts';

/** The facts that are counted by hour and day. */
export const ROLL_UP_FACTS = ['session', 'end', 'reach', 'edge', 'hook', 'hook_hour'] as const;
export type RollUpFact = (typeof ROLL_UP_FACTS)[number];

/** What rolled-up rows are told apart by besides their fact; columns of `sessions`, too. */
export const ROLL_UP_DIMENSIONS = [
  'kind',
  'network',
  'provider',
  'service_code',
  'service_version',
  'environment',
] as const;

/** Stands for the last screen of a session of which only the provider's report is known. */
export const NO_SCREEN = '(no screen)';
/** Stands for screens without a name. */
export const UNNAMED = '(unnamed)';

/** Hours and days of sessions, as the reader and the builder name them: unix seconds. */
export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 86_400;

const named = (step: string) => `if(${step} = '', '${UNNAMED}', toString(${step}))`;

interface FactSql {
  /** Expressions over sessions with outcomes, after `join`. */
  readonly a: string;
  readonly b: string;
  readonly errors: string;
  readonly times: string;
  readonly join: string;
  readonly slot: string;
  readonly needs: string;
}

const NO_TIMES = "arrayReduce('quantilesDDState(0.01, 0.5, 0.95, 0.99)', emptyArrayUInt32())";
const TIMES = 'quantilesDDState(0.01, 0.5, 0.95, 0.99)(ms)';
const PLAIN = { b: "''", errors: 'toUInt64(0)', times: NO_TIMES, join: '', slot: 'toUInt32(0)' };
const SLOT_SECONDS = 900;

const HOUR = `toUInt32(intDiv(toUnixTimestamp(started_at), ${HOUR_SECONDS}) * ${HOUR_SECONDS})`;

const HOOK: FactSql = {
  ...PLAIN,
  a: 'toString(hook)',
  errors: 'countIf(failed)',
  times: TIMES,
  join: 'ARRAY JOIN hook_names AS hook, hook_ms AS ms, hook_failed AS failed',
  needs: 'hook_names, hook_ms, hook_failed',
};

const FACTS: Readonly<Record<RollUpFact, FactSql>> = {
  session: {
    ...PLAIN,
    a: 'outcome',
    slot: `toUInt32(intDiv(toUnixTimestamp(started_at), ${SLOT_SECONDS}) * ${SLOT_SECONDS})`,
    needs: 'outcome',
  },
  end: {
    ...PLAIN,
    a: `multiIf(empty(path), '${NO_SCREEN}', last_step = '', '${UNNAMED}', toString(last_step))`,
    b: 'outcome',
    needs: 'path, last_step, outcome',
  },
  reach: {
    ...PLAIN,
    a: named('step'),
    b: "if(outcome = 'in_progress', outcome, '')",
    times: TIMES,
    join: `ARRAY JOIN path AS step, path_ms AS ms, arrayEnumerateUniq(path) AS nth
WHERE nth = 1`,
    needs: 'path, path_ms, outcome',
  },
  edge: {
    ...PLAIN,
    a: named('source_step'),
    b: named('target_step'),
    join: `ARRAY JOIN arrayPopBack(path) AS source_step, arrayPopFront(path) AS target_step
WHERE outcome != 'in_progress'`,
    needs: 'path, outcome',
  },
  hook: HOOK,
  hook_hour: { ...HOOK, slot: HOUR },
};

const dimensions = ROLL_UP_DIMENSIONS.join(', ');

/**
 * Facts as the table `roll_up` has them, counted now.
 *
 * @param sessions with outcomes, as text for `FROM (...)`.
 * @param keys further expressions over `started_at` to group by, with their names.
 */
export function factSql(
  fact: RollUpFact,
  sessions: string,
  keys: Readonly<Record<string, string>> = {},
): string {
  const { a, b, errors, times, join, slot, needs } = FACTS[fact];
  const names = Object.keys(keys);
  const own = Object.entries(keys).map(([name, sql]) => `${sql} AS ${name}, `);
  return `
SELECT ${names.map((name) => `${name}, `).join('')}slot, ${dimensions},
  toString(${a}) AS a, toString(${b}) AS b, count() AS n, ${errors} AS errors, ${times} AS times
FROM (SELECT ${own.join('')}${slot} AS slot, ${dimensions}, ${needs} FROM (${sessions}))
${join}
GROUP BY ${names.map((name) => `${name}, `).join('')}slot, ${dimensions}, a, b`;
}

const inDay = (day: number) =>
  `started_at >= fromUnixTimestamp64Milli(${day * 1000}, 'UTC') AND started_at < fromUnixTimestamp64Milli(${(day + DAY_SECONDS) * 1000}, 'UTC')`;

/** The text of the query for the hours of a day, with the moment from which none of them changes. */
export function settledSql(day: number): string {
  return `
SELECT ${HOUR} AS hour, toFloat64(toUnixTimestamp64Milli(max(open_until))) AS settledUntil
FROM (${sessionsWithOutcomeSql(inDay(day))})
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
 * The text of the statement that counts units of one day.
 *
 * @param hours starts of the hours to count.
 * @param wholeDay count the day as a unit, too.
 */
export function buildSql(
  fact: RollUpFact,
  day: number,
  hours: readonly number[],
  wholeDay: boolean,
  build: bigint,
): string {
  const sessions = sessionsWithOutcomeSql(inDay(day));
  const lengths = [...(hours.length > 0 ? [1] : []), ...(wholeDay ? [24] : [])];
  const keys = {
    hours: `toUInt8(arrayJoin([${lengths.join(', ')}]))`,
    start: `if(hours = 24, toUInt32(${day}), ${HOUR})`,
  };
  return `
INSERT INTO roll_up (build, fact, hours, start, slot, ${dimensions}, a, b, n, errors, times)
SELECT ${build}, '${fact}', * FROM (${factSql(fact, sessions, keys)})
WHERE hours = 24 OR start IN (${[0, ...hours].join(', ')})`;
}
