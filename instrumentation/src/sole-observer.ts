// On globalThis, so that two copies of this package in one process know of each other.
const OBSERVER = Symbol.for('hopscope.observer');
const STARTED = Symbol.for('hopscope.started');

type Holder = { [OBSERVER]?: object; [STARTED]?: true };

/**
 * Claims the start of an SDK: `--require` in NODE_OPTIONS and `--import` beside it are one start.
 *
 * @returns false when it has been claimed before.
 */
export function claimStart(): boolean {
  const holder = globalThis as Holder;
  if (holder[STARTED]) return false;
  holder[STARTED] = true;
  return true;
}

/**
 * Claims the process for one observer: two would record every session twice.
 *
 * @returns false when another one has it.
 */
export function claimProcess(observer: object): boolean {
  const holder = globalThis as Holder;
  holder[OBSERVER] ??= observer;
  return holder[OBSERVER] === observer;
}

/** Gives the process up again; does nothing when it is another's. */
export function releaseProcess(observer: object): void {
  const holder = globalThis as Holder;
  if (holder[OBSERVER] === observer) delete holder[OBSERVER];
}
