import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRedisSessionStore, type SessionStore } from '../src/session-store/index.ts';
import { RedisUrlStore } from '../src/session-store/redis-url-store.ts';
import { type OtlpSink, startOtlpSink } from './otlp-sink.ts';
import { REGISTER, startApp } from './start-app.ts';
import { type RunningRedis, redisMissing, startRedis } from './start-redis.ts';

const MODULES = path.join(import.meta.dirname, 'fixtures/node_modules');
const load = createRequire(path.join(MODULES, '../session-store/package.json'));

let redis: RunningRedis;
let cleanUp: (() => unknown)[];

beforeEach(async (context) => {
  cleanUp = [];
  const missing = redisMissing();
  context.skip(missing !== undefined, missing);
  redis = await startRedis();
});
afterEach(async () => {
  for (const clean of cleanUp) await clean();
  await redis?.stop();
});

/** A folder in which one client is installed, as an app's would be. */
function appFolder(client: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopscope-store-'));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(
    path.join(MODULES, client),
    path.join(folder, 'node_modules', client.replace('-newest', '')),
  );
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function urlStore(client: string, problems: string[] = []): RedisUrlStore {
  const folder = appFolder(client);
  const [node = '', main = ''] = process.argv;
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  process.argv = [node, path.join(folder, 'app.js')];
  try {
    const store = new RedisUrlStore(redis.url, (error) => problems.push(error.message));
    cleanUp.push(() => store.close());
    return store;
  } finally {
    process.argv = [node, main, ...process.argv.slice(2)];
    vi.restoreAllMocks();
  }
}

async function ownNodeRedis(name: string): Promise<SessionStore> {
  const client = load(name).createClient({ url: redis.url });
  client.on('error', () => {});
  await client.connect();
  cleanUp.push(() => (client.destroy ?? client.disconnect).call(client));
  return createRedisSessionStore(client);
}

async function ownIoredis(): Promise<SessionStore> {
  const { Redis } = load('ioredis');
  const client = new Redis(redis.url);
  client.on('error', () => {});
  await new Promise((ready) => client.once('ready', ready));
  cleanUp.push(() => client.disconnect());
  return createRedisSessionStore(client);
}

const OWN: Record<string, () => Promise<SessionStore>> = {
  "the app's redis 4": () => ownNodeRedis('redis'),
  "the app's newest redis": () => ownNodeRedis('redis-newest'),
  "the app's ioredis": ownIoredis,
  'redis 4 by its URL': async () => urlStore('redis'),
  'the newest redis by its URL': async () => urlStore('redis-newest'),
  'ioredis by its URL': async () => urlStore('ioredis'),
};

test("the types of the clients' own fit", async () => {
  const tsc = path.join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const project = path.join(MODULES, '../session-store/tsconfig.json');
  // Rejects with what the compiler says.
  await promisify(execFile)(process.execPath, [tsc, '-p', project]);
}, 60_000);

describe.each(Object.keys(OWN))('over %s', (kind) => {
  test('what is put can be got and deleted, and goes by itself', async () => {
    const store = (await OWN[kind]?.()) as SessionStore;
    expect(await store.get('a')).toBeUndefined();
    await store.put('a', 'one', 60);
    await store.put('a', 'two', 60);
    expect(await store.get('a')).toBe('two');
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
    await store.put('b', 'short', 1);
    await expect.poll(() => store.get('b'), { timeout: 5_000 }).toBeUndefined();
  });

  test('one claim of many wins', async () => {
    const store = (await OWN[kind]?.()) as SessionStore;
    const claims = await Promise.all(Array.from({ length: 9 }, () => store.claim('c', 60)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('without Redis every question fails at once, and none is kept for later', async () => {
    const store = (await OWN[kind]?.()) as SessionStore;
    await store.put('a', 'one', 60);
    await redis.stop();
    await expect
      .poll(() =>
        store.get('a').then(
          () => 'answered',
          () => 'failed',
        ),
      )
      .toBe('failed');
    const askedMs = performance.now();
    await expect(store.put('a', 'two', 60)).rejects.toThrow();
    expect(performance.now() - askedMs).toBeLessThan(1_000);
  });
});

test.each(['redis', 'redis-newest', 'ioredis'])(
  '%s by its URL comes back when Redis does',
  async (client) => {
    const store = urlStore(client);
    await store.put('a', 'one', 60);
    const { port } = redis;
    await redis.stop();
    await expect
      .poll(() =>
        store.get('a').then(
          () => 'answered',
          () => 'failed',
        ),
      )
      .toBe('failed');
    redis = await startRedis(port);
    await expect
      .poll(() => store.claim(`b${Math.random()}`, 60).catch(() => false), { timeout: 10_000 })
      .toBe(true);
  },
);

test('while Redis is away, it is asked for a connection every 2 s at most', async () => {
  const store = urlStore('ioredis');
  await store.put('a', 'one', 60);
  const { port } = redis;
  await redis.stop();
  let attempts = 0;
  const refusing = createServer((socket) => {
    attempts++;
    socket.destroy();
  });
  refusing.listen(port, '127.0.0.1');
  cleanUp.push(() => refusing.close());
  await once(refusing, 'listening');
  const startMs = performance.now();
  for (let asked = 0; asked < 50; asked++) await store.get('a').catch(() => {});
  const attemptsMax = 1 + Math.ceil((performance.now() - startMs) / 2_000);
  expect(attempts).toBeLessThanOrEqual(attemptsMax);
});

test.each(['redis', 'ioredis'])(
  '%s by its URL that is closed while it connects stays closed',
  async (client) => {
    const store = urlStore(client);
    store.close();
    await expect(store.get('a')).rejects.toThrow('not connected');
  },
);

test('where neither client is installed, that is said with what to do', async () => {
  const problems: string[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'hopscope-store-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  const [node = '', ...rest] = process.argv;
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  process.argv = [node, path.join(folder, 'app.js')];
  const store = new RedisUrlStore(redis.url, (error) => problems.push(error.message));
  await expect(store.get('a')).rejects.toThrow('not connected');
  process.argv = [node, ...rest];
  vi.restoreAllMocks();
  expect(problems.join()).toContain('npm install redis');
});

describe('a process with a store', () => {
  let sink: OtlpSink;
  beforeEach(async () => {
    sink = await startOtlpSink();
    cleanUp.push(() => sink.close());
  });

  test.each(['up', 'down'])(
    'comes to its own end, and its span is sent, with Redis %s',
    async (how) => {
      const { url } = redis;
      if (how === 'down') await redis.stop();
      const app = await startApp({
        app: 'serves-one.mjs',
        imports: [REGISTER],
        cwd: path.join(MODULES, '../session-store'),
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint, HOPSCOPE_SESSION_STORE: url },
      });
      cleanUp.push(() => app.stop('SIGKILL'));
      const answer = await fetch(`http://127.0.0.1:${app.port}/`, {
        method: 'POST',
        body: new URLSearchParams({
          sessionId: 'ATUid_1',
          serviceCode: '*384*123#',
          phoneNumber: '+254711000111',
          text: '',
        }),
      });
      expect(await answer.text()).toBe('CON Hi');
      expect(await app.exited).toEqual({ code: 3, signal: null });
      expect(sink.spans.map(({ name }) => name)).toEqual(['step hi']);
      expect(app.stderr()).toMatch(
        how === 'up' ? /^(?!.*Session store)/s : /Session store: 'get' failed/,
      );
    },
  );
});
