import process from 'node:process';
import { type Child, StartError } from './child.ts';
import { whenOrphaned } from './when-orphaned.ts';

/** What a start may use while it brings its parts up. */
export interface Parts {
  /** A part that is up; what is up is stopped at the end, also when the next one fails. */
  readonly onUp: (child: Child) => void;
  /** Resolves when a part ends by itself, with a word on who and how. */
  readonly somebodyDied: Promise<string>;
  /** Aborted once everything is to stop. */
  readonly signal: AbortSignal;
}

// One Ctrl-C arrives twice: from the terminal, and from npm, which passes it on.
const SAME_SIGNAL_MS = 500;

/**
 * Brings parts up, keeps them up until a signal comes or one of them dies, stops them in the order of
 * the flow and ends this process.
 *
 * @param run resolves only when going on is not possible, with a word on why.
 */
export async function runParts(run: (parts: Parts) => Promise<string>): Promise<never> {
  const up: Child[] = [];
  const stopping = new AbortController();
  let stoppingSince = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) {
        // A second Ctrl-C means it: the children follow by themselves (exit-with-parent.mjs).
        if (Date.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
        return;
      }
      stoppingSince = Date.now();
      stopping.abort();
    });
  }
  whenOrphaned(() => stopping.abort());

  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve());
  });
  const { promise: somebodyDied, resolve: sayWhoDied } = Promise.withResolvers<string>();

  // A part that comes up while everything stops has to stop, too.
  const onUp = (child: Child): void => {
    up.push(child);
    void child.ended.then((how) => {
      sayWhoDied(`The ${child.name} has ended, so the rest is stopped: ${how}`);
    });
    if (stopping.signal.aborted) void child.stop();
  };

  try {
    const running = run({ onUp, somebodyDied, signal: stopping.signal });
    const why = await Promise.race([running, somebodyDied, stopped]);
    if (why) {
      console.error(why);
      process.exitCode = 1;
    }
  } catch (error) {
    if (!stopping.signal.aborted) {
      // What a process of ours says on its way out is for people; anything else is our own fault.
      console.error(error instanceof StartError ? error.message : error);
      process.exitCode = 1;
    }
  }
  stopping.abort();
  if (up.length > 0) console.log('\nStopping …');
  await stopAll(up);
  if (up.length > 0) console.log('Stopped. What was stored stays.');
  process.exit();
}

/** In the order of the flow, so that what was said last still arrives: phones, wallets, backend. */
async function stopAll(up: readonly Child[]): Promise<void> {
  const order = [/^phones/, /^wallet/, /^bank/, /./];
  const rest = new Set(up);
  for (const names of order) {
    const now = [...rest].filter(({ name }) => names.test(name));
    for (const child of now) rest.delete(child);
    await Promise.all(now.map((child) => child.stop()));
  }
}
