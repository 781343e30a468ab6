import process from 'node:process';

const LOOK_MS = 1_000;

/**
 * Calls back once npm, which started this process, is gone without having passed on a signal
 * (`kill -9`, a closed terminal). Does nothing for a process that npm has not started. The script
 * in package.json begins with `exec`, so that the parent is npm and not a shell that outlives it.
 */
export function whenOrphaned(callback: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    callback();
  }, LOOK_MS);
  looking.unref();
}
