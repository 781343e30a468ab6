import { StoreBusyError } from './store-errors.ts';

/** Bounds of one group and of what may wait for it. */
export interface GroupBounds {
  /** A group is written at once when it holds so many rows. */
  readonly groupRows: number;
  /** Else when its first batch has waited so long, in milliseconds. */
  readonly gatherMs: number;
  /** Beyond so many rows, waiting or being written, `add` refuses. */
  readonly waitingRowsMax: number;
  /** Beyond so many bytes, waiting or being written, `add` refuses. */
  readonly waitingBytesMax: number;
}

/** What a batch weighs. */
export interface Weight {
  readonly rows: number;
  readonly bytes: number;
}

interface Waiting<Batch> {
  readonly batch: Batch;
  readonly weight: Weight;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** How each batch of a group ended: `undefined` is on disk, anything else is the reason why not. */
export type GroupResult = readonly unknown[];

/**
 * Gathers everything that waits into one write, and gathers the next group while that write runs:
 * one fsync for many senders.
 */
export class GroupCommit<Batch> {
  readonly #write: (batches: readonly Batch[]) => Promise<GroupResult>;
  readonly #bounds: GroupBounds;
  #waiting: Waiting<Batch>[] = [];
  #waitingRows = 0;
  #heldRows = 0;
  #heldBytes = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param write never throws: it answers one result per batch. */
  constructor(write: (batches: readonly Batch[]) => Promise<GroupResult>, bounds: GroupBounds) {
    this.#write = write;
    this.#bounds = bounds;
  }

  /**
   * Resolves when the batch is on disk; rejects with the reason `write` gives for it.
   *
   * @throws {StoreBusyError} when too much waits. A batch that is larger than the bound by itself
   *   is taken when nothing else waits, because it would never fit otherwise.
   */
  async add(batch: Batch, weight: Weight): Promise<void> {
    const { waitingRowsMax, waitingBytesMax } = this.#bounds;
    const full =
      this.#heldRows + weight.rows > waitingRowsMax ||
      this.#heldBytes + weight.bytes > waitingBytesMax;
    if (full && this.#heldRows > 0) {
      throw new StoreBusyError(
        `${this.#heldRows} spans wait to be written, at most ${waitingRowsMax} may. Send again in a second.`,
      );
    }
    this.#heldRows += weight.rows;
    this.#heldBytes += weight.bytes;
    this.#waitingRows += weight.rows;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ batch, weight, resolve, reject });
      this.#gather();
    });
  }

  /** Writes what waits now, and resolves when nothing waits any more. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined || this.#waiting.length > 0) {
      if (this.#writing === undefined) this.#start();
      await this.#writing;
    }
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing !== undefined || this.#waiting.length === 0) return;
    const group = this.#takeGroup();
    this.#writing = this.#writeGroup(group).finally(() => {
      this.#writing = undefined;
      // Those that were answered just now send again at once: with them the next group is twice as
      // large, and a group costs nearly as much as its rows.
      this.#gather();
    });
  }

  #gather(): void {
    if (this.#writing !== undefined || this.#waiting.length === 0) return;
    if (this.#waitingRows >= this.#bounds.groupRows) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), this.#bounds.gatherMs);
  }

  // A group ends at the batch that fills it, so one insert stays near `groupRows` however many wait.
  #takeGroup(): Waiting<Batch>[] {
    let rows = 0;
    let count = 0;
    for (const { weight } of this.#waiting) {
      rows += weight.rows;
      count += 1;
      if (rows >= this.#bounds.groupRows) break;
    }
    this.#waitingRows -= rows;
    return this.#waiting.splice(0, count);
  }

  async #writeGroup(group: readonly Waiting<Batch>[]): Promise<void> {
    const results = await this.#write(group.map(({ batch }) => batch));
    group.forEach(({ resolve, reject, weight }, index) => {
      this.#heldRows -= weight.rows;
      this.#heldBytes -= weight.bytes;
      const reason = results[index];
      if (reason === undefined) resolve();
      else reject(reason);
    });
  }
}
