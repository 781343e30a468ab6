import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryConfig } from './config.ts';
import { makeHistory } from './make-history.ts';
import { readMarker } from './marker.ts';

let dataDir = '';
let server: Server;
let sessions = 0;
let requests: Buffer[] = [];
/** What the receiver answers next, in turn; 200 when nothing is left. */
let answers: number[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hopscope-history-'));
  sessions = 0;
  requests = [];
  answers = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === '/api/v1/status') return response.end(JSON.stringify({ sessions }));
    const status = answers.shift() ?? 200;
    if (status === 200) requests.push(Buffer.concat(chunks));
    response.writeHead(status, status === 503 ? { 'retry-after': '1' } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Wanted {
  readonly days?: number;
  readonly onPlanned?: () => void;
}

function make(said: string[] = [], { days = 1, onPlanned }: Wanted = {}): Promise<void> {
  const config: HistoryConfig = {
    backendUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: undefined,
    dataDir,
    days,
    rate: 0.2,
    userHashKey: undefined,
    bankUrl: 'http://bank',
  };
  return makeHistory(config, { write: (text) => said.push(text) }, onPlanned);
}

test('is made once', async () => {
  await make();
  expect(requests.length).toBeGreaterThan(0);
  expect(await readMarker(dataDir)).toMatchObject({ complete: true });
  const count = requests.length;
  sessions = 300;
  const said: string[] = [];
  await make(said);
  expect(requests.length).toBe(count);
  expect(said).toEqual([]);
});

test('the last day comes first, and nothing is sent before it was said that it will be', async () => {
  let sentBefore: number | undefined;
  await make([], {
    days: 2,
    onPlanned: () => {
      sentBefore = requests.length;
    },
  });
  expect(sentBefore).toBe(0);
  const { daysDone = [], plan } = (await readMarker(dataDir)) ?? {};
  expect(daysDone[0]).toBe(Math.floor(((plan?.toMs ?? 0) - 1) / 86_400_000));
  expect(daysDone).toEqual(daysDone.toSorted((a, b) => b - a));
  expect(daysDone.length).toBeGreaterThan(1);
});

test('is made anew when the data is gone', async () => {
  await make();
  requests = [];
  await make();
  expect(requests.length).toBeGreaterThan(0);
});

test('waits when the backend is busy', async () => {
  answers = [503, 429];
  await make();
  expect(await readMarker(dataDir)).toMatchObject({ complete: true });
});

test('a store that holds sessions of somebody else is left alone, and that is said', async () => {
  sessions = 12;
  const said: string[] = [];
  await make(said);
  expect(requests).toHaveLength(0);
  expect(said.join('')).toContain('12 sessions');
});

test('goes on with the same plan after it was interrupted', async () => {
  answers = Array(100).fill(400);
  await expect(make()).rejects.toThrow('did not take');
  const interrupted = await readMarker(dataDir);
  expect(interrupted).toMatchObject({ complete: false });
  answers = [];
  sessions = 5;
  await make();
  const finished = await readMarker(dataDir);
  expect(finished?.plan).toEqual(interrupted?.plan);
  expect(finished?.complete).toBe(true);
  expect(requests.length).toBeGreaterThan(0);
});
