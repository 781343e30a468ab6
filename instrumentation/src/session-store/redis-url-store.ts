import { createRequire } from 'node:module';
import path from 'node:path';
import { UssdProblem } from '../ussd-problem.ts';
import {
  createRedisSessionStore,
  type IoredisClient,
  type NodeRedisClient,
} from './redis-session-store.ts';
import type { SessionStore } from './session-store.ts';

const CONNECT_MS_MAX = 2_000;
/** Between two attempts to connect; each is made when a session needs the store. */
const RETRY_MS = 2_000;

/** A connection of our own, with what is needed to be rid of it. */
interface Connection {
  readonly client: (NodeRedisClient | IoredisClient) & { disconnect?: () => unknown };
  readonly isUp: () => boolean;
}

type Opener = (url: string) => Promise<Connection>;

const NO_CLIENT =
  "HOPSCOPE_SESSION_STORE needs the package 'redis' or 'ioredis' beside the app, and neither is " +
  'installed; sessions are recorded without a store. Install one: npm install redis';

const BROKEN_CLIENT =
  'The Redis client beside the app cannot be loaded; sessions are recorded without a store';

/**
 * The session store behind `HOPSCOPE_SESSION_STORE`: Redis, over whichever of `redis` and `ioredis`
 * the app has installed.
 *
 * It keeps no queue and no timer while Redis is away, and its socket does not hold the process.
 */
export class RedisUrlStore implements SessionStore {
  readonly #url: string;
  readonly #open: Opener | undefined;
  #connection: Connection | undefined;
  #connecting: Promise<void> | undefined;
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(url: string, onProblem: (error: Error) => void) {
    this.#url = url;
    try {
      this.#open = findOpener();
      if (this.#open === undefined) onProblem(new UssdProblem(NO_CLIENT));
    } catch {
      onProblem(new UssdProblem(BROKEN_CLIENT));
    }
    this.#connecting = this.#connect();
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#store()).get(key);
  }

  async put(key: string, value: string, ttlSeconds: number): Promise<void> {
    await (await this.#store()).put(key, value, ttlSeconds);
  }

  async delete(key: string): Promise<void> {
    await (await this.#store()).delete(key);
  }

  async claim(key: string, ttlSeconds: number): Promise<boolean> {
    return (await this.#store()).claim(key, ttlSeconds);
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  async #store(): Promise<SessionStore> {
    if (this.#connection?.isUp() !== true) {
      if (this.#connecting === undefined && performance.now() - this.#triedAtMs > RETRY_MS) {
        this.#connecting = this.#connect();
      }
      await this.#connecting;
    }
    const connection = this.#connection;
    if (connection === undefined) {
      throw Object.assign(new Error('Redis is not connected'), { code: 'NOT_CONNECTED' });
    }
    return createRedisSessionStore(connection.client);
  }

  async #connect(): Promise<void> {
    this.#drop();
    this.#triedAtMs = performance.now();
    try {
      this.#connection = await this.#open?.(this.#url);
      if (this.#closed) this.#drop();
    } catch {
      // Whoever asks next is told that there is no connection.
    } finally {
      this.#connecting = undefined;
    }
  }

  #drop(): void {
    const client = this.#connection?.client;
    this.#connection = undefined;
    // One client throws, the other rejects, when there is nothing to disconnect.
    void (async () => client?.disconnect?.())().catch(() => {});
  }
}

function findOpener(): Opener | undefined {
  const redis = loadFromApp('redis') as NodeRedisModule | undefined;
  if (redis !== undefined) return (url) => openNodeRedis(redis, url);
  const ioredis = loadFromApp('ioredis') as IoredisModule | undefined;
  return ioredis && ((url) => openIoredis(ioredis, url));
}

interface NodeRedisModule {
  createClient(options: object): NodeRedisClient & {
    isReady: boolean;
    on(event: string, listener: () => void): void;
    unref?(): void;
    connect(): Promise<unknown>;
    disconnect?(): unknown;
  };
}

async function openNodeRedis(module: NodeRedisModule, url: string): Promise<Connection> {
  const client = module.createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS_MAX, reconnectStrategy: () => new Error('not now') },
  });
  // Without a listener an error of the connection would end the app.
  client.on('error', () => {});
  client.unref?.();
  await client.connect();
  return { client, isUp: () => client.isReady };
}

interface IoredisModule {
  Redis: new (
    url: string,
    options: object,
  ) => IoredisClient & {
    on(event: string, listener: () => void): void;
    stream?: { unref?(): void };
    connect(): Promise<unknown>;
    disconnect(): void;
  };
}

async function openIoredis({ Redis }: IoredisModule, url: string): Promise<Connection> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS_MAX,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: () => null,
  });
  client.on('error', () => {});
  client.on('connect', () => client.stream?.unref?.());
  await client.connect();
  return { client, isUp: () => client.status === 'ready' };
}

/** From where the app's main file is, else from where it was started; `undefined` when in neither. */
function loadFromApp(name: string): unknown {
  for (const folder of [path.dirname(path.resolve(process.argv[1] ?? '.')), process.cwd()]) {
    const require = createRequire(path.join(folder, 'app.js'));
    try {
      require.resolve(name);
    } catch {
      continue;
    }
    return require(name);
  }
  return undefined;
}
