/**
 * Catches whatever of ours throws, so that the app never sees it, and reports each kind once: the
 * same mistake would otherwise be told with every request.
 */
export class Problems {
  readonly #onProblem: (error: unknown) => void;
  readonly #told = new Set<string>();

  constructor(onProblem: (error: unknown) => void) {
    this.#onProblem = onProblem;
  }

  report(kind: string, error: unknown): void {
    if (this.#told.has(kind)) return;
    this.#told.add(kind);
    try {
      this.#onProblem(error);
    } catch {
      // Nobody is left to tell.
    }
  }

  /** Runs `work`; if it throws, reports that and returns `undefined`. */
  guard<Result>(kind: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.report(kind, error);
      return undefined;
    }
  }
}
