import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import type { Frame } from './frame.ts';
import { createLiveSessions, type LiveSessions } from './live-sessions.ts';
import { createQuestionQueue } from './question-queue.ts';
import { createQueryRouter } from './router.ts';

const config = {
  goals: new Map<string, readonly string[]>(),
  idleLimitSeconds: 180,
  userHashKeys: [],
};
const BOUNDS = { gatherMs: 20, tickMs: 300, beatMs: 50, watchersMax: 2, unreadBytesMax: 20_000 };

let opened: TestStore;
let live: LiveSessions;
let server: Server;
let port = 0;
const peers: Socket[] = [];
beforeAll(async () => {
  opened = await openTestStore();
  live = createLiveSessions(opened.store, config, opened.deriver, quietLog, BOUNDS);
  const app = express();
  app.use(
    '/api/v1',
    createQueryRouter({ queue: createQuestionQueue(opened.store), config, log: quietLog, live }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  server.on('connection', (socket) => void peers.push(socket));
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  live.close();
  server.close();
  await opened.close();
});

interface Watched {
  readonly status: number;
  readonly text: () => string;
  /** Session ids and outcomes of all events so far. */
  readonly told: () => string[];
  stop(): void;
}

async function watch(query: Record<string, unknown> = {}): Promise<Watched> {
  const abort = new AbortController();
  const parameters = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  const response = await fetch(
    `http://127.0.0.1:${port}/api/v1/stream?${new URLSearchParams(parameters)}`,
    { signal: abort.signal },
  );
  let text = '';
  const reading = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  reading().catch(() => undefined);
  const told = () =>
    [...text.matchAll(/^data: (.*)$/gm)].flatMap(([, data = '']) => {
      const { schema, data: columns } = JSON.parse(data) as Frame;
      const column = (name: string) =>
        columns.values[schema.fields.findIndex((field) => field.name === name)] ?? [];
      return column('sessionId').map((id, row) => `${id} ${column('outcome')[row]}`);
    });
  return { status: response.status, text: () => text, told, stop: () => abort.abort() };
}

const SOON = { timeout: 10_000, interval: 20 };

test('a watcher is told of sessions that begin and go on, as its filters say, and hears a beat', async () => {
  const all = await watch();
  const some = await watch({ filters: { network: ['Airtel'] } });
  const startMs = Date.now() - 10_000;
  await opened.append(demoSession({ id: '01', startMs, isLeft: true }));
  await opened.append(demoSession({ id: '02', startMs, network: 'Airtel' }));
  await vi.waitFor(() => {
    expect(all.told()).toEqual(
      expect.arrayContaining(['ATUid_01 in_progress', 'ATUid_02 completed']),
    );
  }, SOON);
  await vi.waitFor(() => expect(some.told()).toContain('ATUid_02 completed'), SOON);
  await vi.waitFor(() => expect(all.text()).toContain(': beat'), SOON);
  expect(some.told().join()).not.toContain('ATUid_01');
  all.stop();
  some.stop();
  await vi.waitFor(async () => {
    const again = await watch();
    again.stop();
    expect(again.status).toBe(200);
  }, SOON);
});

test('a session that ends by time alone is told, too', async () => {
  const watched = await watch();
  // The demo's idle limit of 180 s is over in a few seconds.
  await opened.append(
    demoSession({ id: '03', userHash: 'k1.ben', startMs: Date.now() - 182_000, isLeft: true }),
  );
  await vi.waitFor(() => expect(watched.told()).toContain('ATUid_03 abandoned'), SOON);
  const ofOthers = watched.told().filter((session) => !session.startsWith('ATUid_03'));
  expect(ofOthers).toEqual([]);
  watched.stop();
});

test('no more may watch than are bounded, and what is wrong with a request is said', async () => {
  const one = await watch();
  const two = await watch();
  await vi.waitFor(async () => expect((await watch()).status).toBe(503), SOON);
  one.stop();
  two.stop();
  await vi.waitFor(async () => {
    expect((await watch({ filters: { msisdn: '+254711000111' } })).status).toBe(400);
    expect((await watch({ columns: ['user.id'] })).status).toBe(403);
  }, SOON);
});

test('a watcher that does not read is let go', async () => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const asked = new URLSearchParams({ columns: JSON.stringify(['ussd.response.text']) });
  socket.write(`GET /api/v1/stream?${asked} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await once(socket, 'data');
  socket.pause();
  let isGone = false;
  peers.at(-1)?.once('close', () => {
    isGone = true;
  });
  const startMs = Date.now() - 20_000;
  for (let id = 16; !isGone && id < 200; id += 1) {
    const spans = demoSession({ id: id.toString(16), startMs }).map((span) => ({
      ...span,
      response_text: `${'x'.repeat(1_000_000)}${id}`,
    }));
    await opened.append(spans);
    await opened.deriver.settle();
  }
  expect(isGone).toBe(true);
  socket.destroy();
}, 60_000);
