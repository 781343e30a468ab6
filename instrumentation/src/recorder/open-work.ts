/** Spans and records that wait for the session store. */
export class OpenWork {
  readonly #open = new Set<Promise<unknown>>();
  readonly #onProblem: (error: unknown) => void;

  constructor(onProblem: (error: unknown) => void) {
    this.#onProblem = onProblem;
  }

  /** @param work if it rejects, that is told: unhandled, it would end the app's process. */
  add(work: Promise<unknown>): void {
    const done: Promise<unknown> = work.catch(this.#onProblem).then(() => this.#open.delete(done));
    this.#open.add(done);
  }

  /** Resolves when nothing waits any more, also not for what began meanwhile. */
  async settle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}
