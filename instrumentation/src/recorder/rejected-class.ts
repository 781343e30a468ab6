import { inspect } from 'node:util';

const REJECTED = /^Promise \{\s*<rejected> \[?([A-Z]\w{0,63})(?=[:\s\]])/;

/**
 * The class of the error a promise was rejected with, without touching the promise: a handler of ours,
 * even one that throws again, would change what the process does about an unhandled rejection.
 *
 * @returns `undefined` for a promise that is pending or fulfilled, and for what is no Error.
 */
export function rejectedClassOf(promise: Promise<unknown>): string | undefined {
  try {
    return REJECTED.exec(inspect(promise, { depth: 0, customInspect: false }))?.[1];
  } catch {
    return undefined;
  }
}
