import type { Database } from './database.ts';
import type { StoreLog } from './store.ts';
import { errorLabel } from './store-errors.ts';

/** A trace has so long to show a USSD span before its other spans go. */
export const FOREIGN_GRACE_SECONDS = 3600;
const SWEEP_EVERY_MS = 3_600_000;

// Only spans that came within the last two days are looked at: earlier sweeps kept the older ones.
const WAITING = `
received_at < now64(3) - INTERVAL {graceSeconds:UInt32} SECOND
AND received_at >= now64(3) - INTERVAL 2 DAY`;

const SWEEP = `
DELETE FROM foreign_spans
WHERE ${WAITING}
  AND trace_id NOT IN (
    SELECT trace_id FROM spans
    WHERE trace_id IN (SELECT trace_id FROM foreign_spans WHERE ${WAITING})
  )`;

/**
 * Drops the spans of other instrumentations whose trace has no USSD span.
 *
 * @param graceSeconds how long a trace has had time to show one.
 */
export async function sweepForeignSpans(
  database: Database,
  graceSeconds = FOREIGN_GRACE_SECONDS,
): Promise<void> {
  // A DELETE rewrites parts, so it runs only when there is something to look at.
  const waiting = await database.query(`SELECT 1 FROM foreign_spans WHERE ${WAITING} LIMIT 1`, {
    graceSeconds,
  });
  if (waiting.length > 0) await database.command(SWEEP, { graceSeconds });
}

/** Sweeps every hour until stopped; a failed sweep is logged and tried again an hour later. */
export function startForeignSweep(database: Database, log: StoreLog): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = sweepForeignSpans(database).catch((error: unknown) => {
      log.warn(
        { reason: errorLabel(error) },
        'sweeping the foreign spans failed; trying again in an hour',
      );
    });
  }, SWEEP_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
