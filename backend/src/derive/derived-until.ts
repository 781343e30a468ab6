import type { Database } from '../store/database.ts';

// A server's clock may differ from ours, and `received_at` is the server's.
const CLOCK_MARGIN_SECONDS = 30;

/** Remembers that every span received before `untilMs` (unix ms) is in its session's row. */
export async function writeDerivedUntil(
  database: Database,
  untilMs: number,
  revision: bigint,
): Promise<void> {
  await database.insertLines(
    'derived_until',
    ['until', 'revision'],
    JSON.stringify([
      new Date(untilMs).toISOString().replace('T', ' ').replace('Z', ''),
      String(revision),
    ]),
  );
}

/**
 * The traces with spans that may not be in their session's row: those received since the last
 * derivation that was remembered.
 */
export async function readUnderivedTraces(database: Database): Promise<string[]> {
  const rows = await database.query<{ trace_id: string }>(`
SELECT DISTINCT trace_id
FROM spans
WHERE received_at >= (
  SELECT max(until) - INTERVAL ${CLOCK_MARGIN_SECONDS} SECOND FROM derived_until
)`);
  return rows.map((row) => row.trace_id);
}

/** The highest revision in use, so that a clock that was set back makes no new row look old. */
export async function readRevision(database: Database): Promise<bigint> {
  const [row] = await database.query<{ revision: string }>(`
SELECT toString(greatest((SELECT max(revision) FROM sessions), (SELECT max(revision) FROM derived_until))) AS revision`);
  return BigInt(row?.revision ?? 0);
}
