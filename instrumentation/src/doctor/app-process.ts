import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaptureLevel } from '../semconv.ts';

const LISTEN_MS_MAX = 30_000;
const LOOK_EVERY_MS = 100;
/** `register` sends the last spans for 3 s at most. */
const END_MS_MAX = 6_000;

/** The user's app, started for a dry run. */
export interface AppProcess {
  /** Ends it as a service manager would, so that it sends its last spans. */
  stop(): Promise<void>;
}

/**
 * Starts the app with the instrumentation, its spans going to the doctor and nowhere else.
 *
 * @param register what `--import` loads, as a URL
 * @throws {Error} when the app ends, or does not listen at `url` within 30 s.
 */
export async function startApp(
  command: readonly string[],
  url: URL,
  register: string,
  endpoint: string,
  capture: CaptureLevel,
): Promise<AppProcess> {
  const [program = '', ...args] = command;
  if (await listens(url)) {
    throw new Error(
      `${url.host} is in use already: stop what runs there, --dry-run starts the app itself`,
    );
  }
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment(register, endpoint, capture) },
  });
  const gone = once(child, 'exit').then(
    ([code, signal]) => `the app ended (${signal ?? `exit code ${code}`}) before it listened`,
    (error: NodeJS.ErrnoException) => `'${program}' could not be started (${error.code})`,
  );
  let why: string | undefined;
  gone.then((text) => {
    why = text;
  });
  const until = Date.now() + LISTEN_MS_MAX;
  while (!(await listens(url))) {
    if (why !== undefined) throw new Error(why);
    if (Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`the app did not listen at ${url.host} within ${LISTEN_MS_MAX / 1000} s`);
    }
    await pause(LOOK_EVERY_MS);
  }
  return { stop: () => stop(child, gone) };
}

function environment(
  register: string,
  endpoint: string,
  capture: CaptureLevel,
): Record<string, string> {
  const { NODE_OPTIONS: options = '' } = process.env;
  return {
    // Twice the same module is once.
    NODE_OPTIONS: `${options} --import=${register}`.trim(),
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
    OTEL_TRACES_SAMPLER: 'always_on',
    HOPSCOPE_CAPTURE: capture,
  };
}

async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX);
  await gone;
  clearTimeout(late);
}

function listens(url: URL): Promise<boolean> {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return new Promise((resolve) => {
    const socket = net.connect(port, url.hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
