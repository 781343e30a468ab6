import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ROOT } from './root.ts';

/** Installing and building are not part of this; a busy machine may still need a while. */
const UP_MS_MAX = 90_000;
const RESTART_MS_MAX = 15_000;
const STOP_MS_MAX = 12_000;

let dataDir = '';
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hopscope-start-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Running {
  readonly address: string;
  readonly said: () => string;
  /** Resolves when everything runs; the page answers before. */
  whole(): Promise<unknown>;
  /** Ctrl-C. @returns the exit code. */
  stop(): Promise<number | null>;
}

async function start(env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOPSCOPE_PORT: '0',
      HOPSCOPE_DATA_DIR: dataDir,
      HOPSCOPE_DEMO_HISTORY_DAYS: '1',
      HOPSCOPE_DEMO_RATE: '0.5',
      HOPSCOPE_TOKEN: '',
      HOPSCOPE_USER_HASH_KEY: '',
      ...env,
    },
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const hear = (what: RegExp) =>
    vi.waitFor(() => what.exec(said)?.[1] ?? Promise.reject(new Error(said)), {
      timeout: UP_MS_MAX,
      interval: 50,
    });
  const address = await Promise.race([hear(/Hopscope is at (\S+)/), ended.then(() => '')]);
  return {
    address,
    said: () => said,
    whole: () => hear(/(Stop: Ctrl-C)/),
    stop: () => interrupt(child, ended),
  };
}

/** Twice, as it comes from a terminal with npm in between. */
function interrupt(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGINT'), 50);
  return ended;
}

interface Status {
  readonly sessions: number;
  readonly msisdnSearch: boolean;
}

async function statusOf(address: string): Promise<Status> {
  return (await fetch(`${address}/api/v1/status`)).json() as Promise<Status>;
}

/** Closed and open sessions of every provider since a time. */
async function providersSince(address: string, from: number): Promise<readonly unknown[]> {
  const response = await fetch(`${address}/api/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      from,
      to: Date.now() + 60_000,
      queries: [{ refId: 'A', queryType: 'sessions', limit: 500 }],
    }),
  });
  const { results } = (await response.json()) as {
    results: {
      A: { frames: [{ schema: { fields: { name: string }[] }; data: { values: unknown[][] } }] };
    };
  };
  const [{ schema, data }] = results.A.frames;
  const column = schema.fields.findIndex(({ name }) => name === 'provider');
  return [...new Set(data.values[column])].sort();
}

test('the demo shows past and live sessions, stops on Ctrl-C and goes on with the same data', async () => {
  const startedAt = Date.now();
  const first = await start();
  expect(first.address, first.said()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const both = ['africastalking', 'arkesel'];
  // Where to look is said before the past is made, which takes a minute for a month of it.
  expect((await fetch(first.address)).status).toBe(200);
  await first.whole();
  expect(first.said()).toMatch(/Hopscope is at [\s\S]*Filling the store[\s\S]*History .*sessions/);
  for (const since of [startedAt - 86_400_000, startedAt]) {
    await vi.waitFor(async () => expect(await providersSince(first.address, since)).toEqual(both), {
      timeout: 20_000,
      interval: 200,
    });
  }
  const { sessions, msisdnSearch } = await vi.waitFor(async () => {
    const status = await statusOf(first.address);
    expect(status.sessions).toBeGreaterThan(300);
    return status;
  }, 20_000);
  expect(msisdnSearch).toBe(true);

  const stoppedAt = Date.now();
  expect(await first.stop()).toBe(0);
  expect(Date.now() - stoppedAt).toBeLessThan(STOP_MS_MAX);
  await expect(fetch(first.address)).rejects.toThrow();

  const restartedAt = Date.now();
  const second = await start();
  expect(Date.now() - restartedAt, second.said()).toBeLessThan(RESTART_MS_MAX);
  await second.whole();
  expect(second.said()).not.toContain('History');
  expect((await statusOf(second.address)).sessions).toBeGreaterThanOrEqual(sessions);

  // A third start on the same port is refused in the backend's own words, and leaves no trace.
  const port = new URL(second.address).port;
  const third = await start({ HOPSCOPE_PORT: port, HOPSCOPE_DATA_DIR: join(dataDir, 'other') });
  expect(third.address).toBe('');
  expect(third.said()).toContain(`Port ${port}`);
  expect(await second.stop()).toBe(0);
}, 180_000);
