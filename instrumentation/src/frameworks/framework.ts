import type { Patches } from './patches.ts';

/** A USSD framework from npm and how to look into it. */
export interface Framework {
  readonly packageName: string;
  /** Ranges; others pass untouched. */
  readonly versions: readonly string[];
  /**
   * What to look into: paths inside the package, `''` for its main file.
   *
   * @returns what stands in for the file's exports; itself, when only its classes were patched.
   */
  readonly files: Readonly<Record<string, (exports: unknown, patches: Patches) => unknown>>;
}
