import type { Database } from '../store/database.ts';
import { FACT_COLUMNS, SUPERSEDE_WINDOW_MS } from './session-sql.ts';

/** A row of `sessions`, as far as it stands in a line with others of the same subscriber. */
export interface Neighbour {
  readonly traceId: string;
  readonly startedAtMs: number;
  readonly userHash: string;
  readonly serviceCode: string;
  readonly nextStartedAtMs: number;
  /** Written by the derivation that looks now. */
  readonly isFresh: boolean;
}

/** What has to be written over a row. */
export interface Correction {
  readonly traceId: string;
  readonly startedAtMs: number;
  /** 0 for none. */
  readonly nextStartedAtMs: number;
  /** The session has another start by now, so this row goes. */
  readonly isStale: boolean;
}

/**
 * What is wrong in a stretch of `sessions` after some of its rows were written anew: rows that a
 * fresh one replaces under another start, and rows that do not name the session of the same
 * subscriber and service code after them.
 *
 * @param toMs what follows a row that starts later may lie outside of the stretch, so those stay.
 */
export function correctionsOf(rows: readonly Neighbour[], toMs: number): Correction[] {
  const fresh = new Set(rows.filter((row) => row.isFresh).map((row) => row.traceId));
  const isStale = (row: Neighbour) => !row.isFresh && fresh.has(row.traceId);
  const stale = rows.filter(isStale).map((row) => ({ ...row, isStale: true }));
  const lines = Map.groupBy(
    rows.filter((row) => !isStale(row)),
    (row) => `${row.userHash} ${row.serviceCode}`,
  );
  const moved = [...lines.values()].flatMap((line) =>
    line.toSorted(byStart).flatMap((row, index, sorted) => {
      const nextStartedAtMs = nextOf(row, sorted[index + 1]);
      const isRight = nextStartedAtMs === row.nextStartedAtMs || row.startedAtMs > toMs;
      return isRight ? [] : { ...row, nextStartedAtMs, isStale: false };
    }),
  );
  return [...stale, ...moved];
}

function byStart(a: Neighbour, b: Neighbour): number {
  return a.startedAtMs - b.startedAtMs || (a.traceId < b.traceId ? -1 : 1);
}

function nextOf(row: Neighbour, next: Neighbour | undefined): number {
  if (row.userHash === '' || next === undefined) return 0;
  return next.startedAtMs - row.startedAtMs <= SUPERSEDE_WINDOW_MS ? next.startedAtMs : 0;
}

const ms = (value: number) => `fromUnixTimestamp64Milli(${Math.trunc(value)}, 'UTC')`;
const msOf = (column: string) => `toFloat64(toUnixTimestamp64Milli(${column}))`;

/** Where the sessions of one derivation lie. */
export interface Extent {
  readonly sessions: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The text of the query for what a derivation wrote. */
export function extentSql(revision: bigint): string {
  return `
SELECT
  toFloat64(count()) AS sessions,
  ${msOf('min(started_at)')} AS fromMs,
  ${msOf('max(last_update_at)')} AS toMs
FROM sessions
WHERE revision = ${revision}`;
}

/**
 * The text of the query for the rows that a derivation may have put in the wrong: the earlier rows
 * of its sessions, whose starts differ by less than the window, and those of their subscribers.
 */
export function neighboursSql(traceIds: string, extent: Extent, revision: bigint): string {
  return `
SELECT
  trace_id AS traceId,
  ${msOf('started_at')} AS startedAtMs,
  user_hash AS userHash,
  service_code AS serviceCode,
  ${msOf('next_started_at')} AS nextStartedAtMs,
  revision = ${revision} AS isFresh
FROM sessions FINAL
WHERE started_at >= ${ms(extent.fromMs - 2 * SUPERSEDE_WINDOW_MS)}
  AND started_at <= ${ms(extent.toMs + SUPERSEDE_WINDOW_MS)}
  AND (trace_id IN ${traceIds}
    OR user_hash IN (SELECT user_hash FROM sessions WHERE revision = ${revision} AND user_hash != ''))`;
}

const factColumns = FACT_COLUMNS.join(', ');

/** The text of the statement that writes corrections over their rows. */
export function correctSql(corrections: readonly Correction[], revision: bigint): string {
  const keys = corrections.map((row) => `('${row.traceId}',${row.startedAtMs})`).join(',');
  const nexts = corrections.map((row) => row.nextStartedAtMs).join(',');
  const stale = corrections.map((row) => Number(row.isStale)).join(',');
  return `
INSERT INTO sessions (${factColumns}, next_started_at, revision, is_deleted)
WITH
  CAST([${keys}], 'Array(Tuple(String, Int64))') AS keys,
  indexOf(keys, (toString(trace_id), toUnixTimestamp64Milli(started_at))) AS position
SELECT
  ${factColumns},
  fromUnixTimestamp64Milli(toInt64([${nexts}][position]), 'UTC'),
  ${revision},
  [${stale}][position]
FROM sessions FINAL
WHERE started_at IN (${[...new Set(corrections.map((row) => ms(row.startedAtMs)))].join(',')})
  AND position > 0`;
}

// Keeps the text below a server's max_query_size of 256 KiB.
const CORRECTIONS_MAX = 1_000;

/**
 * Puts right what the derivation `revision` has left wrong around its sessions. What is wrong is
 * read from the table, so doing it again, also after a crash in the middle, ends at the same rows.
 *
 * @param traceIds from `traceIdList`.
 * @param nextRevision each call gives a higher one.
 */
export async function correctNeighbours(
  database: Database,
  traceIds: string,
  revision: bigint,
  nextRevision: () => bigint,
): Promise<void> {
  const [extent] = await database.query<Extent>(extentSql(revision));
  if (extent === undefined || extent.sessions === 0) return;
  const rows = await database.query<Omit<Neighbour, 'isFresh'> & { isFresh: number }>(
    neighboursSql(traceIds, extent, revision),
  );
  const corrections = correctionsOf(
    rows.map((row) => ({ ...row, isFresh: row.isFresh === 1 })),
    extent.toMs,
  );
  for (let start = 0; start < corrections.length; start += CORRECTIONS_MAX) {
    const some = corrections.slice(start, start + CORRECTIONS_MAX);
    await database.command(correctSql(some, nextRevision()));
  }
}
