import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startBackend } from '../../backend/test/backend-process.ts';
import { formatTree } from '../src/doctor/format-tree.ts';
import { REGISTER, type RunningApp, startApp } from './start-app.ts';

const CLI = path.join(import.meta.dirname, '../src/doctor/cli.ts');
const APP = path.join(import.meta.dirname, 'apps/fixed-port.mjs');

let app: RunningApp | undefined;
afterEach(async () => {
  await app?.stop('SIGKILL');
  app = undefined;
});

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npx @hopscope/instrumentation <args>`, from source. */
async function hopscope(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

async function freePort(): Promise<string> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}

const dryRun = async (options: readonly string[], command = [process.execPath, APP]) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/ussd`;
  return hopscope(['doctor', url, '--dry-run', ...options, '--', ...command], { PORT: port });
};

describe('doctor --dry-run', () => {
  test('shows every attribute that would leave the process, and no secret among them', async () => {
    const { code, stdout, stderr } = await dryRun(['--inputs', '1,4821']);
    expect(stderr).not.toContain('did not answer');
    expect(code).toBe(0);
    const recorded = stdout.slice(stdout.indexOf('these leave the process'));
    for (const line of [
      'session *384*123#',
      'step welcome',
      'step enter_your_pin',
      'step your_balance',
      'hook GET balance/{id}',
      'service.name',
    ]) {
      expect(recorded).toContain(line);
    }
    expect(recorded).toMatch(/ussd\.client\.kind\s+probe/);
    expect(recorded).toMatch(/ussd\.input\.type\s+secret/);
    expect(recorded).not.toContain('4821');
    expect(recorded).not.toContain('254711000111');
  });

  test('at the level that is asked for', async () => {
    const { stdout } = await dryRun(['--inputs', '2', '--capture', 'minimal']);
    expect(stdout).toContain('At capture level minimal');
    expect(stdout).toMatch(/ussd\.response\.text\s+– /);
  });

  test('says what is wrong with the command that starts the app', async () => {
    const gone = await dryRun([], [process.execPath, '-e', 'process.exit(3)']);
    expect(gone).toMatchObject({ code: 1 });
    expect(gone.stderr).toContain('the app ended (exit code 3) before it listened');
    const missing = await dryRun([], ['no-such-program']);
    expect(missing.stderr).toContain("'no-such-program' could not be started (ENOENT)");
  });
});

describe('doctor', () => {
  test('names a step of which no screen could be read', () => {
    const attributes = { 'ussd.operation.name': 'step', 'error.type': '404' };
    const ids = { traceId: 't', spanId: 's', parentSpanId: 'r' };
    const span = { ...ids, name: 'step', failed: true, attributes };
    expect(formatTree([{ ...span, startMs: 0, endMs: 3 }])).toContain(
      '└─ step (no name)  3 ms  error: 404',
    );
  });

  test('dials the app and prints the session as the backend has it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hopscope-doctor-'));
    const backend = await startBackend({ HOPSCOPE_DATA_DIR: folder });
    try {
      const port = await freePort();
      app = await startApp({
        app: 'fixed-port.mjs',
        imports: [REGISTER],
        env: { PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: backend.address },
      });
      const url = `http://127.0.0.1:${port}/ussd`;
      const said = await hopscope([
        ...['doctor', url, '--inputs', '1,4821', '--backend', backend.address],
      ]);
      expect(said).toMatchObject({ code: 0, stderr: '' });
      const tree = said.stdout.slice(said.stdout.indexOf('Recorded at'));
      expect(
        tree
          .replace(/\d+(?:\.\d)? m?s/g, 'T')
          .replace(/[0-9a-f]{12,}/g, 'ID')
          .split('\n'),
      ).toEqual([
        `Recorded at ${backend.address}, trace ID:`,
        '',
        'session *384*123#  africastalking doctor-ID  T  completed',
        '├─ step welcome  T  "Welcome⏎1. Balance⏎2. Leave"',
        '├─ step enter_your_pin  T  typed 1 (next)  "Enter your PIN"',
        '└─ step your_balance  T  typed a secret (end)  "Your balance is KES •••"',
        '   └─ hook GET balance/{id}  T  200',
        '',
        `${backend.address}/?session=ID`,
        '',
      ]);
    } finally {
      await backend.end('SIGTERM');
      rmSync(folder, { recursive: true });
    }
  });

  test('says what to do when the app answers and nothing is recorded', async () => {
    const port = await freePort();
    app = await startApp({ app: 'fixed-port.mjs', env: { PORT: port } });
    const url = `http://127.0.0.1:${port}/ussd`;
    const backend = `http://127.0.0.1:${await freePort()}`;
    const said = await hopscope(['doctor', url, '--backend', backend]);
    expect(said.code).toBe(1);
    expect(said.stdout).toContain('│ Welcome');
    expect(said.stderr).toContain(`${backend} cannot be reached (ECONNREFUSED)`);
  });

  test('says when no app is there, and when its answer is none for that gateway', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/ussd`;
    expect((await hopscope(['doctor', url])).stderr).toContain(
      `${url} did not answer (ECONNREFUSED). Is the app running there?`,
    );
    app = await startApp({ app: 'fixed-port.mjs', env: { PORT: port } });
    const said = await hopscope(['doctor', url, '--provider', 'hubtel', '--backend', url]);
    expect(said.stderr).toContain("A gateway of hubtel cannot read the app's answer");
  });

  test('refuses a wrong command line and says how it is used', async () => {
    const { code, stderr } = await hopscope(['doctor', 'http://localhost', '--capture', 'all']);
    expect(code).toBe(2);
    expect(stderr).toContain("--capture is 'all', expected minimal, standard, full");
    expect(stderr).toContain('npx @hopscope/instrumentation doctor <url>');
  });
});
