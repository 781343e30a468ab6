import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import process from 'node:process';

const ATTEMPTS_MAX = 5;

export interface RunningRedis {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Ends it at once; it has nothing to save. */
  stop(): Promise<void>;
}

/**
 * Why tests that need Redis cannot run on this machine, for `context.skip`; `undefined` when they can.
 *
 * @throws in CI, where a test that does not run would go unnoticed.
 */
export function redisMissing(): string | undefined {
  if (spawnSync('redis-server', ['--version']).status === 0) return undefined;
  const why = 'redis-server is not installed (Debian: apt-get install redis-server)';
  if (process.env.CI) throw new Error(`${why}; .ci/run installs it`);
  return why;
}

/**
 * Starts a Redis of its own on loopback; it writes nothing to disk.
 *
 * @param onPort default: any that is free.
 */
export async function startRedis(onPort?: number): Promise<RunningRedis> {
  for (let attempt = 1; ; attempt++) {
    const port = onPort ?? (await anyFreePort());
    const started = await tryStart(port);
    if ('stop' in started) return started;
    // Somebody else took the port meanwhile.
    if (attempt === ATTEMPTS_MAX) throw new Error(`redis-server does not start: ${started.said}`);
  }
}

async function tryStart(port: number): Promise<RunningRedis | { readonly said: string }> {
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const closed = once(child, 'close').finally(() => process.removeListener('exit', kill));
  let said = '';
  const ready = new Promise<boolean>((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Ready to accept connections')) resolve(true);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    closed.then(
      () => resolve(false),
      () => resolve(false),
    );
  });
  if (!(await ready)) return { said };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    child,
    stop: async () => {
      kill();
      await closed;
    },
  };
}

export async function anyFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
