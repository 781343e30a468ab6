import type { Method } from '../wire/own-method.ts';

/** Makes the method that runs instead; it has to hand everything on as it came. */
export type Wrap = (original: Method) => Method;

/**
 * Methods of other people's classes that run through ours, until `undo`.
 *
 * What an app can see of a method stays: name, length, whether it is enumerated.
 */
export class Patches {
  readonly #onProblem: (error: unknown) => void;
  readonly #files = new Map<unknown, { patch: () => unknown; result: unknown }>();
  readonly #wrappers = new WeakSet<object>();
  #restorers: (() => void)[] = [];
  #active = true;

  constructor(onProblem: (error: unknown) => void) {
    this.#onProblem = onProblem;
  }

  get active(): boolean {
    return this.#active;
  }

  /** Patches a file's exports, the same ones once. */
  file(exports: unknown, patch: (exports: unknown, patches: Patches) => unknown): unknown {
    const known = this.#files.get(exports);
    if (known !== undefined) return known.result;
    const file = { patch: () => patch(exports, this), result: exports };
    this.#files.set(exports, file);
    this.observe(() => {
      file.result = file.patch();
    });
    return file.result;
  }

  /** Wraps a method of a class; one that it does not have is left alone. */
  method(owner: unknown, name: string, wrap: Wrap): void {
    const prototype = (owner as { prototype?: Record<string, unknown> } | undefined)?.prototype;
    const original = prototype?.[name];
    if (prototype === undefined || typeof original !== 'function') return;
    // `import` and `require` come here with other exports around the same class.
    if (this.#wrappers.has(original)) return;
    const own = Object.getOwnPropertyDescriptor(prototype, name);
    const wrapped = disguise(wrap(original as Method), original);
    this.#wrappers.add(wrapped);
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      enumerable: own?.enumerable ?? false,
      value: wrapped,
    });
    this.#restorers.push(() => {
      // Somebody else may have wrapped ours since; it then only passes through.
      if (Object.getOwnPropertyDescriptor(prototype, name)?.value !== wrapped) return;
      if (own === undefined) delete prototype[name];
      else Object.defineProperty(prototype, name, own);
    });
  }

  /** Runs what looks on: it may fail without the app noticing. */
  observe<Result>(look: () => Result): Result | undefined {
    try {
      return look();
    } catch (error) {
      this.#onProblem(error);
      return undefined;
    }
  }

  undo(): void {
    this.#active = false;
    for (const restore of this.#restorers.splice(0).reverse()) this.observe(restore);
  }

  /** Patches again what was patched before `undo`. */
  redo(): void {
    if (this.#active) return;
    this.#active = true;
    for (const file of this.#files.values()) this.observe(file.patch);
  }
}

/** Gives a wrapper the name and the length of what it wraps. */
export function disguise<Wrapper extends object>(wrapper: Wrapper, original: object): Wrapper {
  for (const key of ['name', 'length']) {
    const descriptor = Object.getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) Object.defineProperty(wrapper, key, descriptor);
  }
  return wrapper;
}
