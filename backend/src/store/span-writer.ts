import type { DecodedBatch } from '../decode/decoded-batch.ts';
import { FOREIGN_COLUMNS } from '../decode/foreign-row.ts';
import { SPAN_COLUMNS } from '../decode/span-row.ts';
import type { Database } from './database.ts';
import type { GroupResult } from './group-commit.ts';
import { errorLabel, isDataError, StoreFailedError, StoreRejectedError } from './store-errors.ts';

const SPAN_COLUMN_NAMES = SPAN_COLUMNS.map((column) => column.name);

/**
 * Makes the function that writes one group of batches.
 *
 * All in one INSERT, so one fsync. ClickHouse writes a part per month of it, each whole or not at
 * all: what a crash or an error leaves of a group was acknowledged to nobody, is sent again, and
 * replaces itself. When the group fails, each batch is tried by itself, so that one that the
 * database refuses cannot sink its neighbours for ever.
 */
export function createSpanWriter(
  database: Database,
): (batches: readonly DecodedBatch[]) => Promise<GroupResult> {
  async function insert(batches: readonly DecodedBatch[]): Promise<void> {
    const filled = batches.filter((batch) => batch.rowCount > 0);
    if (filled.length > 0) {
      const rows = filled.map((batch) => batch.rows);
      await database.insertPieces('spans', SPAN_COLUMN_NAMES, rows);
    }
    const foreign = batches.filter((batch) => batch.foreignCount > 0);
    if (foreign.length > 0) {
      const rows = foreign.map((batch) => batch.foreign);
      await database.insertPieces('foreign_spans', FOREIGN_COLUMNS, rows);
    }
  }

  async function attempt(batches: readonly DecodedBatch[]): Promise<unknown> {
    try {
      await insert(batches);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  return async function write(batches) {
    const failure = await attempt(batches);
    if (failure === undefined) return batches.map(() => undefined);
    if (batches.length === 1 || !isDataError(failure)) return batches.map(() => asReason(failure));
    const results: unknown[] = [];
    for (const batch of batches) {
      const reason = await attempt([batch]);
      results.push(reason === undefined ? undefined : asReason(reason));
    }
    return results;
  };
}

function asReason(error: unknown): Error {
  return isDataError(error)
    ? new StoreRejectedError(`The store refuses what is in these spans: ${errorLabel(error)}`)
    : new StoreFailedError(`The store could not write: ${errorLabel(error)}`);
}
