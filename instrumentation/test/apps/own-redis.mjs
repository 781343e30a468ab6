// An app that starts OpenTelemetry itself and gives it a Redis client of its own: ioredis.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { UssdInstrumentation } from '../../src/index.ts';
import { createRedisSessionStore } from '../../src/session-store/index.ts';

const require = createRequire(new URL('../fixtures/session-store/package.json', import.meta.url));
const { Redis } = require('ioredis');

const client = new Redis(process.env.REDIS_URL);
await once(client, 'ready');
const ussd = new UssdInstrumentation({ sessionStore: createRedisSessionStore(client) });
const sdk = new NodeSDK({ instrumentations: [ussd] });
sdk.start();
process.on('SIGTERM', async () => {
  await sdk.shutdown();
  process.exit(0);
});

await import('../fixtures/session-store/transfer.mjs');
