import { ClickHouseError } from '@clickhouse/client';

/** Too much waits to be written. Nothing of the batch was stored; sending it again soon is right. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
}

/** The batch may not be on disk. Sending it again is right and harmless. */
export class StoreFailedError extends Error {
  override readonly name = 'StoreFailedError';
}

/** The database refuses this batch for what is in it. Sending it again would fail again. */
export class StoreRejectedError extends Error {
  override readonly name = 'StoreRejectedError';
}

/** The store cannot be opened; the message says what to do. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
}

// What stands in a row can cause these: parsing, ranges, and more than a hundred months in one
// batch (252, max_partitions_per_insert_block).
const DATA_ERRORS = new Set([
  6, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 190, 252, 321, 349, 407, 441, 457,
]);

/** True when the database blames the rows, not its disk or memory. */
export function isDataError(error: unknown): boolean {
  return DATA_ERRORS.has(Number(codeOf(error)));
}

/** chDB throws a class of its own for what the client calls a ClickHouseError. */
function codeOf(error: unknown): unknown {
  if (error instanceof ClickHouseError) return error.code;
  return error instanceof Error && 'clickhouseCode' in error ? error.clickhouseCode : undefined;
}

/**
 * Names a database error without its text: ClickHouse quotes the offending row, which may hold what
 * a subscriber typed.
 */
export function errorLabel(error: unknown): string {
  if (error instanceof ClickHouseError) {
    return `ClickHouse error ${error.code} (${error.type ?? 'unnamed'})`;
  }
  const code = codeOf(error);
  if (code !== undefined) return `ClickHouse error ${code}`;
  return error instanceof Error ? error.name : 'an unknown error';
}
