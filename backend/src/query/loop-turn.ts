import { setImmediate } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that nobody else who asked has: so work that many begin at the same
 * moment lets requests be read in between. (Node runs all of `setImmediate`'s callbacks that wait at once.)
 */
export async function ownTurn(): Promise<void> {
  last = last.then(() => setImmediate());
  await last;
}
