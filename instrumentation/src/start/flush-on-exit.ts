/** Longest time an exit waits for the last spans; orchestrators kill after 10 s to 30 s. */
const FLUSH_WAIT_MAX_MS = 3_000;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Sends what is left before the process ends, and leaves the way it ends as it was.
 *
 * Without handlers of the app's own, a signal still ends the process by that signal, a moment
 * later. With some, they alone decide: we only start to flush. Our listener steps aside before
 * theirs run, because libraries that count listeners (`signal-exit`) would otherwise conclude that
 * somebody else ends the process, and nobody would.
 */
export function flushOnExit(flush: () => Promise<void>): void {
  for (const signal of SIGNALS) {
    const onSignal = () => {
      process.removeListener(signal, onSignal);
      const decidedByApp = process.listenerCount(signal) > 0;
      const flushed = bounded(flush);
      if (decidedByApp) setImmediate(() => process.on(signal, onSignal));
      else void flushed.then(() => process.kill(process.pid, signal));
    };
    process.on(signal, onSignal);
  }
  // Once: the flush itself gives the loop work, after which Node asks again.
  process.once('beforeExit', () => void bounded(flush));
}

async function bounded(flush: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FLUSH_WAIT_MAX_MS);
  });
  await Promise.race([flush().catch(() => {}), patience]);
  clearTimeout(timer);
}
