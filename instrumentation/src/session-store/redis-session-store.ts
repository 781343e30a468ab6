import type { SessionStore } from './session-store.ts';

/** A client of `redis` (node-redis 4 or later), as far as it is used. */
export interface NodeRedisClient {
  readonly isReady?: boolean;
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options: { EX: number; NX?: true }): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** A client of `ioredis`, single or cluster, as far as it is used. */
export interface IoredisClient {
  readonly status: string;
  get(key: string): Promise<unknown>;
  set(key: string, value: string, ex: 'EX', seconds: number): Promise<unknown>;
  set(key: string, value: string, ex: 'EX', seconds: number, nx: 'NX'): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/**
 * A session store in Redis, over a client of yours that you connect, watch for errors and close.
 *
 * While the client is not connected nothing is asked of it: both clients would keep commands in a
 * queue, and what is written late would replace what is newer.
 */
export function createRedisSessionStore(client: NodeRedisClient | IoredisClient): SessionStore {
  const commands = 'status' in client ? ofIoredis(client) : ofNodeRedis(client);
  return {
    async get(key) {
      commands.expectConnection();
      const value = await client.get(key);
      return typeof value === 'string' ? value : undefined;
    },
    async put(key, value, ttlSeconds) {
      commands.expectConnection();
      await commands.set(key, value, ttlSeconds);
    },
    async delete(key) {
      commands.expectConnection();
      await client.del(key);
    },
    async claim(key, ttlSeconds) {
      commands.expectConnection();
      return (await commands.setNew(key, ttlSeconds)) === 'OK';
    },
  };
}

interface Commands {
  expectConnection(): void;
  set(key: string, value: string, seconds: number): Promise<unknown>;
  /** 'OK' if there was nothing. */
  setNew(key: string, seconds: number): Promise<unknown>;
}

function ofNodeRedis(client: NodeRedisClient): Commands {
  return {
    expectConnection: () => expectReady(client.isReady !== false),
    set: (key, value, seconds) => client.set(key, value, { EX: seconds }),
    setNew: (key, seconds) => client.set(key, '1', { EX: seconds, NX: true }),
  };
}

function ofIoredis(client: IoredisClient): Commands {
  return {
    expectConnection: () => expectReady(client.status === 'ready'),
    set: (key, value, seconds) => client.set(key, value, 'EX', seconds),
    setNew: (key, seconds) => client.set(key, '1', 'EX', seconds, 'NX'),
  };
}

function expectReady(ready: boolean): void {
  if (!ready) throw Object.assign(new Error('the client is not connected'), { code: 'NOT_READY' });
}
