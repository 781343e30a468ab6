import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { SECRET_NAMES, secretFile } from './make-secrets.ts';
import { readCompose } from './read-compose.ts';
import { readDockerfile } from './read-dockerfile.ts';

// Our own services, started by the very commands and settings of the files, without an engine:
// addresses and folders of containers are put in their place.

const ROOT = join(import.meta.dirname, '..');
const UP_MS_MAX = 60_000;
const { services } = readCompose(join(ROOT, 'docker-compose.yml'));
const stages = readDockerfile(join(ROOT, 'Dockerfile'));

let folder = '';
const running: { child: ChildProcess; ended: Promise<unknown> }[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hopscope-containers-'));
  mkdirSync(join(folder, 'queue'));
  for (const name of SECRET_NAMES) mkdirSync(join(folder, 'secrets', name), { recursive: true });
});
afterAll(async () => {
  for (const { child, ended } of running.reverse()) {
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** What the image and the Compose file say of a service. */
function statedOf(name: string): { command: readonly string[]; env: Record<string, string> } {
  const service = services[name];
  const builder = Object.values(services).find((one) => one.build && one.image === service?.image);
  const image = stages.find((stage) => stage.name === builder?.build?.target)?.instructions ?? [];
  const text = (keyword: string) => image.findLast((one) => one.keyword === keyword)?.text ?? '';
  const ofImage = text('ENV')
    .split(/\s+/)
    .map((pair) => pair.split('='));
  const defaults = Object.entries(service?.environment ?? {}).map(([variable, value]) => [
    variable,
    String(value).replace(/^\$\{\w+:-(.*)\}$/, '$1'),
  ]);
  return {
    command: service?.command ?? JSON.parse(text('CMD')),
    env: Object.fromEntries([...ofImage, ...defaults]),
  };
}

function run(name: string, more: Record<string, string>) {
  const { command, env } = statedOf(name);
  const [program = '', ...args] = command;
  expect(program).toBe('node');
  const here = (text: string) => text.replace(/^\/run\/hopscope\b/, join(folder, 'secrets'));
  const stated = Object.entries(env).map(([key, value]) => [key, here(value)]);
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of this machine's environment, as in a container.
    env: { PATH: process.env.PATH, ...Object.fromEntries(stated), ...more },
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  running.push({ child, ended });
  return { said: () => said, ended };
}

test('secrets are made, the backend starts with them, and the demo dials into it', async () => {
  const own = {
    SECRETS_GROUP: String(process.getgid?.()),
    QUEUE_OWNER: String(process.getuid?.()),
  };
  const first = run('first-start', {
    SECRETS_DIR: join(folder, 'secrets'),
    QUEUE_DIR: join(folder, 'queue'),
    ...own,
  });
  expect(await first.ended, first.said()).toBe(0);
  const token = readFileSync(secretFile(join(folder, 'secrets'), 'token'), 'utf8');
  expect(first.said()).not.toContain(token);

  const backend = run('backend', { HOPSCOPE_PORT: '0', HOPSCOPE_DATA_DIR: join(folder, 'data') });
  const port = await vi.waitFor(
    () =>
      /"address":"http:\/\/0\.0\.0\.0:(\d+)"/.exec(backend.said())?.[1] ??
      Promise.reject(backend.said()),
    { timeout: UP_MS_MAX, interval: 50 },
  );
  const address = `http://127.0.0.1:${port}`;
  const status = async (headers: Record<string, string>) => {
    const response = await fetch(`${address}/api/v1/status`, { headers });
    return response.ok ? ((await response.json()) as object) : response.status;
  };
  expect(await status({})).toBe(401);
  const authorization = `Bearer ${token}`;
  expect(await status({ authorization })).toMatchObject({ sessions: 0, msisdnSearch: true });

  const demo = run('demo', {
    HOPSCOPE_URL: address,
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    HOPSCOPE_DATA_DIR: join(folder, 'demo'),
    HOPSCOPE_DEMO_HISTORY_DAYS: '0',
    HOPSCOPE_DEMO_RATE: '600',
  });
  await vi.waitFor(
    async () =>
      expect(await status({ authorization }), demo.said()).not.toMatchObject({ sessions: 0 }),
    { timeout: UP_MS_MAX, interval: 200 },
  );
  for (const { said } of [backend, demo]) expect(said()).not.toContain(token);
}, 150_000);
