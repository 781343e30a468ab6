import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const HERE = import.meta.dirname;

/** What `--import @hopscope/instrumentation/register` loads, from source. */
export const REGISTER = pathToFileURL(path.join(HERE, '../src/register.ts')).href;

export interface RunningApp {
  readonly child: ChildProcess;
  readonly port: number;
  readonly stderr: () => string;
  readonly stdout: () => string;
  /** Resolves with how the process ended. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export interface AppOptions {
  /** Under test/apps, or an absolute path. */
  readonly app: string;
  /** `--import` modules, as URLs. */
  readonly imports?: readonly string[];
  /** Further options of Node. */
  readonly options?: readonly string[];
  readonly cwd?: string;
  /** Another Node than this one. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an app in a process of its own; it says `port <number>` when it listens. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { app, imports = [], env = {}, cwd, node = process.execPath } = options;
  const child = spawn(
    node,
    [
      ...imports.flatMap((url) => ['--import', url]),
      ...(options.options ?? []),
      path.resolve(HERE, 'apps', app),
    ],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...cleanEnvironment(), OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', ...env },
    },
  );
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  // Not 'exit': what it said last may still be on its way.
  const exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      const found = /^port (\d+)$/m.exec(stdout);
      if (found) resolve(Number(found[1]));
    });
    exited.then(() => reject(new Error(`${app} ended before it listened: ${stderr}`)));
  });
  return {
    child,
    port,
    stderr: () => stderr,
    stdout: () => stdout,
    exited,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

// The test runner's own settings must not reach the app.
function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(?:OTEL_|HOPSCOPE_|NODE_|VITEST)/.test(entry[0]),
    ),
  );
}
