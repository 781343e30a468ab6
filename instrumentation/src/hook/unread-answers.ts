import { nowMs } from '../clock.ts';

/** An answer that has begun and whose last byte has not come. */
export interface UnreadAnswer {
  /** When something last came of it. */
  readonly lastMs: number;
  /** The hop in which it was asked for is over. */
  readonly hopAnswered: boolean;
  /** As it is. */
  end(): void;
}

const LOOK_EVERY_MS = 500;
/** Silence after which nobody is thought to read any more. */
const SILENCE_MS = 1_000;

/**
 * Ends hooks whose answers nobody reads to the end: `if ((await fetch(url)).ok)` leaves a body
 * waiting until the garbage collector finds it, and the hook would be missing from the session.
 */
export class UnreadAnswers {
  readonly #answers = new Set<UnreadAnswer>();
  #timer: NodeJS.Timeout | undefined;

  add(answer: UnreadAnswer): void {
    this.#answers.add(answer);
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  delete(answer: UnreadAnswer): void {
    if (this.#answers.delete(answer) && this.#answers.size === 0) this.stop();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const atMs = nowMs();
    for (const answer of this.#answers) {
      if (answer.hopAnswered && atMs - answer.lastMs > SILENCE_MS) answer.end();
    }
  }
}
