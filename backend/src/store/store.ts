import type { Logger } from 'pino';
import type { DecodedBatch } from '../decode/decoded-batch.ts';
import type { Database, SqlParams } from './database.ts';
import { startForeignSweep } from './foreign-spans.ts';
import { GroupCommit, type Weight } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { openDatabases, type Place } from './open-databases.ts';
import { createSpanWriter } from './span-writer.ts';
import { StoreFailedError } from './store-errors.ts';

/** What the store says to its log; a `pino` logger fits. */
export type StoreLog = Pick<Logger, 'info' | 'warn' | 'error'>;

export interface StoreOptions extends Place {
  readonly log: StoreLog;
}

/**
 * Hears of every group of batches that was written, also of one that failed half-way.
 *
 * @param isStored whether any batch of it was.
 */
export type WriteListener = (
  traceIds: ReadonlySet<string>,
  startedAtMs: number,
  isStored: boolean,
) => void;

/** The only door to the database. */
export interface Store {
  /**
   * Resolves when every span of the batch is on disk (fsync), within some tens of milliseconds.
   *
   * @throws {StoreBusyError} too much waits; nothing of the batch was stored.
   * @throws {StoreFailedError} it may not be stored; send it again.
   * @throws {StoreRejectedError} the database refuses what is in it; never send it again.
   */
  append(batch: DecodedBatch): Promise<void>;
  /** Reads, on connections of their own: neither writing nor deriving waits for it. */
  query<Row>(sql: string, params?: SqlParams): Promise<Row[]>;
  /** The connection for what is computed from the spans; one user at a time. */
  readonly deriver: Database;
  /** When the oldest write that still runs began, in unix ms; `undefined` when none runs. */
  oldestWriteMs(): number | undefined;
  onWrite(listener: WriteListener): void;
  /** Runs `step` during `close`, after the last write and before the connections go. */
  onClose(step: () => Promise<void>): void;
  /** Writes what waits, runs the `onClose` steps and frees the folder. Safe to call twice. */
  close(): Promise<void>;
}

// A group of ten thousand rows costs a third of the CPU per row of one of five hundred
// (measured on chDB 26.7, 2 cores: 92 k against 32 k rows per CPU second).
const BOUNDS = {
  groupRows: 10_000,
  gatherMs: 15,
  waitingRowsMax: 60_000,
  waitingBytesMax: 96 * 1024 * 1024,
};

/**
 * Opens the store and brings its tables up to date.
 *
 * @throws {StoreOpenError} naming what is in the way and what to do.
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { log } = options;
  const { writer, deriver, readers } = await openDatabases(options);
  const closeConnections = async () => {
    await Promise.all([writer, deriver, ...readers].map((database) => database.close()));
  };
  try {
    await migrate(writer);
  } catch (error) {
    await closeConnections();
    throw error;
  }

  const listeners: WriteListener[] = [];
  const closeSteps: (() => Promise<void>)[] = [];
  let oldestWriteMs: number | undefined;
  let closing: Promise<void> | undefined;

  const writeSpans = createSpanWriter(writer);
  const groups = new GroupCommit<DecodedBatch>(async (batches) => {
    const startedAtMs = Date.now();
    oldestWriteMs = startedAtMs;
    const results = await writeSpans(batches);
    const traceIds = new Set(batches.flatMap((batch) => [...batch.traceIds]));
    const isStored = results.some((result) => !(result instanceof Error));
    for (const listener of listeners) listener(traceIds, startedAtMs, isStored);
    oldestWriteMs = undefined;
    for (const reason of results) {
      if (reason instanceof Error) log.error({ reason: reason.message }, 'spans were not stored');
    }
    return results;
  }, BOUNDS);
  const sweep = startForeignSweep(deriver, log);

  async function closeAll(): Promise<void> {
    await groups.flush();
    await sweep.stop();
    try {
      for (const step of closeSteps) await step();
    } finally {
      await closeConnections();
    }
  }

  return {
    async append(batch) {
      if (closing !== undefined)
        throw new StoreFailedError('The store is closing. Send again soon.');
      await groups.add(batch, weightOf(batch));
    },
    query: createReader(readers),
    deriver,
    oldestWriteMs: () => oldestWriteMs,
    onWrite: (listener) => void listeners.push(listener),
    onClose: (step) => void closeSteps.push(step),
    async close() {
      closing ??= closeAll();
      await closing;
    },
  };
}

/** Asks the connection on which the fewest questions are under way. */
function createReader(readers: readonly Database[]): Store['query'] {
  const lines = readers.map((database) => ({ database, running: 0 }));
  return async (sql, params) => {
    const line = lines.reduce((best, one) => (one.running < best.running ? one : best));
    line.running += 1;
    try {
      return await line.database.query(sql, params);
    } finally {
      line.running -= 1;
    }
  };
}

function weightOf(batch: DecodedBatch): Weight {
  return {
    rows: batch.rowCount + batch.foreignCount,
    bytes: batch.rows.length + batch.foreign.length,
  };
}
