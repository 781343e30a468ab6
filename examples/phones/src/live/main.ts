import { randomUUID } from 'node:crypto';
import { readLiveConfig } from './config.ts';
import { dialLive } from './dial-live.ts';

const config = readLiveConfig(process.env);
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

console.log(`phones dial ${config.rate} sessions a minute`);
await dialLive(config, randomUUID(), stopping.signal);
