import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A backend in a process of its own. */
export interface ServerProcess {
  /** `http://127.0.0.1:port`. */
  readonly address: string;
  readonly child: ChildProcess;
  /** CPU seconds used so far, by all its threads, as it counts itself. */
  cpuSeconds(): Promise<number>;
  /** Highest resident memory so far, in MiB; `undefined` where there is no /proc. */
  peakMib(): Promise<number | undefined>;
  /** Ends it by SIGTERM and waits. */
  stop(): Promise<void>;
}

/**
 * Starts `script` on a free port and waits for the log line that carries its address.
 *
 * @throws {Error} with its last words when it ends before that.
 */
export async function startServer(
  script: string,
  env: Readonly<Record<string, string>>,
  nodeArguments: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...nodeArguments, script], {
    env: { ...process.env, HOPSCOPE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await addressOf(child);
  return {
    address,
    child,
    async cpuSeconds() {
      const text = await (await fetch(`${address}/metrics`)).text();
      return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
    },
    async peakMib() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
      return kib === undefined ? undefined : Number(kib) / 1024;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The server has no output to read');
  let lastWords = '';
  stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2_000);
  });
  for await (const line of createInterface({ input: stdout })) {
    const address = /"address":"([^"]+)"/.exec(line)?.[1];
    if (address !== undefined) {
      // Read on, so that a full pipe never stops it.
      stdout.resume();
      return address;
    }
  }
  throw new Error(`The server ended before it was ready: ${lastWords}`);
}
