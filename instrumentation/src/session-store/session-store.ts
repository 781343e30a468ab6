/**
 * A place that every process of an app can read and write, for what one has to tell the next about a
 * session: `createRedisSessionStore`, or four functions of your own.
 *
 * Keys are hashes; what values hold is in docs/privacy.md. Every method may reject or take as long as
 * it likes: the app waits for none of them, and a session is then recorded as without a store.
 */
export interface SessionStore {
  /** What was put last, as it was put; `undefined` when there is nothing, or nothing any more. */
  get(key: string): Promise<string | undefined>;
  /** Replaces what is there, for `ttlSeconds` from now. */
  put(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * True for the first who asks within `ttlSeconds`, over all processes, and false for all others;
   * atomic (`SET NX` in Redis).
   */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
}
