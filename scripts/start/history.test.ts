import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../root.ts';
import { StartError } from './child.ts';
import { startHistory } from './history.ts';

/** A backend that takes no span before `takeAll`. */
async function slowBackend(sessions: number) {
  const waiting: ServerResponse[] = [];
  let takes = false;
  const server = createServer((request, response) => {
    if (request.url === '/api/v1/status') response.end(JSON.stringify({ sessions }));
    else if (takes) response.end();
    else waiting.push(response);
    request.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeAll() {
      takes = true;
      for (const response of waiting) response.end();
    },
  };
}

function start(backendUrl: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'hopscope-history-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const settings = {
    HOPSCOPE_DATA_DIR: dataDir,
    HOPSCOPE_DEMO_HISTORY_DAYS: '0.1',
    HOPSCOPE_DEMO_RATE: '1',
  };
  const env = { ...process.env, ...settings };
  return startHistory(ROOT, env, backendUrl, new AbortController().signal);
}

test('people can dial while the past is still being made', async () => {
  const backend = await slowBackend(0);
  const { planned, made } = start(backend.url);
  let isMade = false;
  void made.then(() => {
    isMade = true;
  });
  await planned;
  await setImmediate();
  expect(isMade).toBe(false);
  backend.takeAll();
  await made;
}, 30_000);

test('nobody waits for a past that will not be made', async () => {
  const { planned, made } = start((await slowBackend(12)).url);
  await Promise.all([planned, made]);
}, 30_000);

test('a past that fails is heard of by whoever waits for it', async () => {
  const { planned, made } = start('http://127.0.0.1:1');
  const both = await Promise.allSettled([planned, made]);
  for (const one of both) expect(one).toMatchObject({ reason: expect.any(StartError) });
}, 30_000);
