/** Spans and records that wait for the session store. */
export class OpenWork {
  readonly #open = new Set<Promise<unknown>>();

  /** @param work must not reject. */
  add(work: Promise<unknown>): void {
    this.#open.add(work);
    void work.then(() => this.#open.delete(work));
  }

  /** Resolves when nothing waits any more, also not for what began meanwhile. */
  async settle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}
