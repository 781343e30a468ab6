import { catchUp } from '../backlog.ts';

/** Longest time a span waits for a second answer. */
const HOLD_MS_MAX = 10_000;

/**
 * What the app's USSD framework tells of one request while a screen is made.
 *
 * A second answer comes after the first, so the step's span is ended only when nobody holds it any
 * more; its end time is that of the answer all the same.
 */
export class FrameworkNotes {
  /** A framework has a part in this request. */
  used = false;
  /** The state entered last names the screen. */
  state: string | undefined;
  /** No state was entered, the one before goes on. */
  stayed = false;
  /** What the input did, where the framework knows. */
  action: 'retry' | 'back' | undefined;
  /** The first fault: an error's class, or `answered_twice` and the like. */
  errorType: string | undefined;
  /** What the app's own code for this request returned. */
  readonly promises: Promise<unknown>[] = [];
  /** The request was answered or given up. */
  closed = false;
  readonly #onLateFault: (errorType: string) => void;
  #holders = 0;
  #end: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param onLateFault told of a fault that came when the span was gone */
  constructor(onLateFault: (errorType: string) => void) {
    this.#onLateFault = onLateFault;
  }

  enter(state: string): void {
    catchUp();
    this.used = true;
    this.state = state;
    this.stayed = false;
  }

  stay(): void {
    catchUp();
    this.used = true;
    this.stayed = this.state === undefined;
  }

  /** A state is entered whose name is not known. */
  leave(): void {
    catchUp();
    this.used = true;
    this.state = undefined;
    this.stayed = false;
  }

  fault(errorType: string): void {
    catchUp();
    this.used = true;
    if (this.errorType !== undefined) return;
    this.errorType = errorType;
    if (this.closed && this.#end === undefined) this.#onLateFault(errorType);
  }

  watch(returned: unknown): void {
    if (returned instanceof Promise) this.promises.push(returned);
  }

  /** The step's span is not to be ended yet. */
  get isHeld(): boolean {
    return this.#holders > 0;
  }

  /** @returns lets go */
  hold(): () => void {
    this.#holders++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders--;
      if (this.#holders === 0) this.endNow();
    };
  }

  /** @param end called once: now, or when nobody holds the span any more */
  close(end: () => void): void {
    this.closed = true;
    if (this.#holders === 0) {
      end();
      return;
    }
    this.#end = end;
    this.#timer = setTimeout(() => this.endNow(), HOLD_MS_MAX).unref();
  }

  endNow(): void {
    const end = this.#end;
    this.#end = undefined;
    clearTimeout(this.#timer);
    end?.();
  }
}
