import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

export interface ChildOptions {
  /** Shown to the user. */
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Everything it says goes here; without it, to this process's own output. */
  readonly logFile?: string;
  /** What it says when it is ready; the first group is its address. */
  readonly ready: RegExp;
}

/** A process that is up. */
export interface Child {
  readonly name: string;
  /** Where it listens, when it listens. */
  readonly address: string;
  /** Resolves when it has ended, with a word on how. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL for whoever does not listen. */
  stop(): Promise<void>;
}

/** It ended before it was ready; the message is what it said. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const STOP_MS_MAX = 10_000;
const LAST_WORDS_MAX = 4_000;
const EXIT_WITH_PARENT = new URL('./exit-with-parent.mjs', import.meta.url).href;

/**
 * Starts a process in a group of its own, so that a Ctrl-C reaches it only through us, in the order
 * in which nothing is lost.
 *
 * @throws {StartError} when it ends before it is ready.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, args, cwd, env, logFile, ready } = options;
  const child = spawn(process.execPath, ['--import', EXIT_WITH_PARENT, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = logFile === undefined ? undefined : openLog(logFile);
  const readyMatch = new Promise<string>((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      (log ?? process.stdout).write(chunk);
      if (said.length > 64 * 1024) return;
      said += chunk;
      const match = ready.exec(said);
      if (match) resolve(match[1] ?? '');
    });
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    (log ?? process.stderr).write(chunk);
    lastWords = (lastWords + chunk).slice(-LAST_WORDS_MAX);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      log?.end();
      resolve([`${signal ?? `code ${code}`}`, lastWords.trim()].filter(Boolean).join('\n'));
    });
  });
  const first = await Promise.race([
    readyMatch.then((address) => ({ address })),
    ended.then((how) => ({ how })),
  ]);
  if ('how' in first) {
    throw new StartError(lastWords.trim() || `The ${name} ended at once (${first.how})`);
  }
  return { name, address: first.address, ended, stop: () => stopChild(child, ended) };
}

function openLog(file: string): WriteStream {
  mkdirSync(dirname(file), { recursive: true });
  return createWriteStream(file);
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(patience);
}
