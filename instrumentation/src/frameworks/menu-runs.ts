import { catchUp } from '../backlog.ts';
import type { FrameworkNotes } from '../recorder/framework-notes.ts';
import { SECOND_ANSWER_MS_MAX } from './answer-count.ts';

/** One `menu.run()`. */
interface Run {
  /** `undefined` outside of a gateway's request. */
  readonly notes: FrameworkNotes | undefined;
  /** How often its callback was called, by whomever. */
  answers: number;
  /** Its own code has answered, to whomever. */
  spoke: boolean;
  letGo: (() => void) | undefined;
  patient: boolean;
}

/**
 * Who answers whom on one menu instance.
 *
 * The instance keeps one callback, that of the run that began last; every answer goes there. A run
 * that is not done when another begins answers the other's request, and its own stays without.
 */
export class MenuRuns {
  readonly #runs = new WeakMap<FrameworkNotes, Run>();
  readonly #open = new Set<Run>();
  #latest: Run | undefined;

  begin(notes: FrameworkNotes | undefined): void {
    for (const run of this.#open) if (run.notes?.closed === true) this.#open.delete(run);
    // Nothing reaches its callback any more.
    this.#latest?.letGo?.();
    const run = { notes, answers: 0, spoke: false, letGo: undefined, patient: true };
    this.#latest = run;
    if (notes === undefined) return;
    notes.used = true;
    this.#runs.set(notes, run);
    this.#open.add(run);
  }

  /** @param speaker whose code answers. Call it before the answer is handed on. */
  answered(speaker: FrameworkNotes | undefined): void {
    const owner = this.#latest;
    if (owner === undefined) return;
    const caller = speaker === undefined ? undefined : this.#runs.get(speaker);
    owner.answers++;
    // Code that has answered before may run in a context it inherited (a connection opened then).
    const foreign = caller !== undefined && caller !== owner && !caller.spoke;
    if (caller !== undefined) {
      caller.spoke = true;
      this.#open.delete(caller);
    }
    if (owner.answers === 1) {
      if (foreign) owner.notes?.fault('answered_by_other_session');
      this.#holdFor(owner);
    } else {
      owner.notes?.fault('answered_twice');
    }
    this.#letGoIfDone(owner);
  }

  #holdFor(owner: Run): void {
    owner.letGo = owner.notes?.hold();
    setTimeout(() => {
      owner.patient = false;
      this.#letGoIfDone(owner);
    }, SECOND_ANSWER_MS_MAX).unref();
  }

  /** As long as somebody else's run is open, its answer will come here. */
  #letGoIfDone(owner: Run): void {
    if (owner.patient) return;
    catchUp();
    for (const run of this.#open) if (run !== owner && run.notes?.closed !== true) return;
    owner.letGo?.();
  }
}
