import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');

const STOP_MS_MAX = 30_000;

/** The real backend in a process of its own. */
export interface BackendProcess {
  readonly address: string;
  readonly child: ChildProcess;
  /** Sends `signal` and waits for the end; answers the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** How a start went wrong: what the process wrote on standard error, and its exit code. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly exitCode: number | null;

  constructor(words: string, exitCode: number | null) {
    super(words);
    this.exitCode = exitCode;
  }
}

/**
 * Starts `src/main.ts` on any free port and waits until it says that it is ready.
 *
 * @throws {StartError} when it ends instead.
 */
export async function startBackend(env: Readonly<Record<string, string>>): Promise<BackendProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOPSCOPE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const ready = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /"address":"([^"]+)"/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const first = await Promise.race([ready, exited]);
  if (typeof first !== 'string') throw new StartError(words.trim(), first[0]);
  return {
    address: first,
    child,
    async end(signal) {
      child.kill(signal);
      // So that a process that does not stop fails its own test and not everybody's clean-up.
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
      const [code, by] = await exited;
      clearTimeout(impatience);
      return by ?? code;
    },
  };
}
