export { createMemorySessionStore } from './memory-session-store.ts';
export {
  createRedisSessionStore,
  type IoredisClient,
  type NodeRedisClient,
} from './redis-session-store.ts';
export type { SessionStore } from './session-store.ts';
