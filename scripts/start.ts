import { resolve } from 'node:path';
import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';
import { type Child, StartError } from './start/child.ts';
import { demoEnv, startBackend, startDemo } from './start/demo.ts';
import { makeHistory } from './start/history.ts';
import { searchHint } from './start/search-hint.ts';
import { whenOrphaned } from './start/when-orphaned.ts';

const up: Child[] = [];
const stopping = new AbortController();

// One Ctrl-C arrives twice: from the terminal, and from npm, which passes it on.
const SAME_SIGNAL_MS = 500;
let stoppingSince = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) {
      // A second Ctrl-C means it: the children follow by themselves (start/exit-with-parent.mjs).
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

try {
  const why = await Promise.race([run(), somebodyDied, stopped]);
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
await stopAll();
process.exit();

/** Starts everything; resolves only when that is not possible, with a word on why. */
async function run(): Promise<string> {
  if ((await build(ROOT)).length > 0) return 'Not started: the build failed.';
  const env = demoEnv(process.env);
  const logDir = resolve(ROOT, env.HOPSCOPE_DATA_DIR || 'data', 'logs');
  const settings = { root: ROOT, env, logDir, onUp };
  const backend = await startBackend(settings);
  await makeHistory(ROOT, env, backend.address, stopping.signal);
  await startDemo(settings, backend.address);
  await answers(`${backend.address}/readyz`);
  await answers(backend.address);
  console.log(`
Hopscope is at ${backend.address}

A demo wallet is being dialled; its people and numbers are made up.
${await searchHint(backend.address, env.HOPSCOPE_TOKEN)}
Logs: ${logDir}   Stop: Ctrl-C
`);
  return somebodyDied;
}

/** A part that comes up while everything stops has to stop, too. */
function onUp(child: Child): void {
  up.push(child);
  void child.ended.then((how) => {
    sayWhoDied(`The ${child.name} has ended, so the rest is stopped: ${how}`);
  });
  if (stopping.signal.aborted) void child.stop();
}

async function answers(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new StartError(`${url} answers ${status}, expected 200`);
}

/** In the order of the flow, so that what was said last still arrives: phones, wallets, backend. */
async function stopAll(): Promise<void> {
  const order = [/^phones/, /^wallet/, /^bank/, /./];
  const rest = new Set(up);
  for (const names of order) {
    const now = [...rest].filter(({ name }) => names.test(name));
    for (const child of now) rest.delete(child);
    await Promise.all(now.map((child) => child.stop()));
  }
}
