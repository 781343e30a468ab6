// On globalThis, so that two copies of this package in one process know of each other.
const OBSERVER = Symbol.for('hopscope.observer');

type Holder = { [OBSERVER]?: object };

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
