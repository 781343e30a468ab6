import { EXACT_INTEGERS } from '../store/database.ts';
import { HOUR_SECONDS } from './roll-up-sql.ts';
import { type SessionFacts, sessionFactsOf } from './session-facts.ts';

/** A session that no count has. */
export interface UncountedSession extends SessionFacts {
  readonly traceId: string;
  /** Of the derivation, as text. */
  readonly revision: string;
}

/** A row of the questions below. */
export interface StoredVersion {
  readonly traceId: string;
  readonly revision: string;
  readonly json: string;
  readonly isDeleted?: number;
}

/** Unix ms, from inclusive, to exclusive. */
export type Range = readonly [fromMs: number, toMs: number];

/** Ranges in ascending order, with those that meet as one. */
export function joined(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges) {
    const before = result.at(-1);
    if (before !== undefined && before[1] === from) before[1] = to;
    else result.push([from, to]);
  }
  return result;
}

// Each is some twenty parts of a statement, which may have 50,000.
const RANGES_MAX = 100;

/**
 * The text of a condition for sessions that start in ranges. Of many ranges it takes whole hours: their ends
 * within an hour are then for the rest of the statement to hold.
 */
export function withinSql(ranges: readonly Range[]): string {
  if (ranges.length > RANGES_MAX) {
    const hours = ranges.flatMap(([from, to]) => hoursOf(from, to)).join(', ');
    return `intDiv(toUnixTimestamp(started_at), ${HOUR_SECONDS}) IN (${hours})`;
  }
  const conditions = ranges.map(
    ([from, to]) =>
      `(started_at >= fromUnixTimestamp64Milli(${from}, 'UTC') AND started_at < fromUnixTimestamp64Milli(${to}, 'UTC'))`,
  );
  return conditions.join(' OR ') || '0';
}

function hoursOf(from: number, to: number): number[] {
  const first = Math.floor(from / HOUR_SECONDS / 1000);
  const length = Math.ceil(to / HOUR_SECONDS / 1000) - first;
  return Array.from({ length }, (_, index) => first + index);
}

const SELECT = 'trace_id AS traceId, revision, as_json AS json';

/** The text of the question for the sessions of ranges. */
export function uncountedSql(ranges: readonly Range[], limit: number): string {
  return `
SELECT ${SELECT}
FROM sessions FINAL
WHERE ${withinSql(ranges)}
LIMIT ${limit}
SETTINGS ${EXACT_INTEGERS}`;
}

/** The text of the question for how many there are: as dear as reading a few hundred of them. */
export function countUncountedSql(ranges: readonly Range[]): string {
  return `SELECT toFloat64(count()) AS sessions FROM sessions FINAL WHERE ${withinSql(ranges)}`;
}

/** A row as a session. */
export function uncountedOf({ traceId, revision, json }: StoredVersion): UncountedSession {
  // Not spread: copying forty fields takes as long as parsing them.
  return Object.assign(sessionFactsOf(json), { traceId, revision });
}

/** A row of a session, also one that another has replaced, or that is no more. */
export interface SessionVersion extends UncountedSession {
  readonly isDeleted: boolean;
}

/** The same of `versionsSql`. */
export function versionOf(row: StoredVersion): SessionVersion {
  return Object.assign(uncountedOf(row), { isDeleted: row.isDeleted === 1 });
}

/** The text of the question for what was written to ranges, to each since a revision. */
export function versionsSql(
  since: readonly (readonly [range: Range, revision: bigint])[],
  limit: number,
): string {
  const conditions = since.map(
    ([range, revision]) => `(${withinSql([range])} AND revision >= ${revision})`,
  );
  return `
SELECT ${SELECT}, is_deleted AS isDeleted
FROM sessions
WHERE ${conditions.join(' OR ')}
LIMIT ${limit}
SETTINGS ${EXACT_INTEGERS}`;
}
