import type { FrameworkNotes } from '../recorder/framework-notes.ts';

/** A second answer that comes later than this is not waited for. */
export const SECOND_ANSWER_MS_MAX = 500;

/** Counts how often one request is answered through a callback that is its own. */
export class AnswerCount {
  readonly #notes: FrameworkNotes;
  #answers = 0;

  constructor(notes: FrameworkNotes) {
    this.#notes = notes;
    notes.used = true;
  }

  /** Call it before the answer is handed on. */
  answered(): void {
    this.#answers++;
    if (this.#answers === 1) setTimeout(this.#notes.hold(), SECOND_ANSWER_MS_MAX).unref();
    if (this.#answers === 2) this.#notes.fault('answered_twice');
  }
}
