import type { SessionStore } from './session-store.ts';

/** More than the sessions of ten minutes that an app remembers by itself, and their claims. */
const ENTRIES_MAX = 50_000;

/** A store within this process: for tests, and as a pattern for your own. */
export function createMemorySessionStore(nowMs: () => number = Date.now): SessionStore {
  const entries = new Map<string, { readonly value: string; readonly untilMs: number }>();

  function read(key: string): string | undefined {
    const entry = entries.get(key);
    if (entry === undefined || entry.untilMs > nowMs()) return entry?.value;
    entries.delete(key);
    return undefined;
  }

  function write(key: string, value: string, ttlSeconds: number): void {
    entries.delete(key);
    entries.set(key, { value, untilMs: nowMs() + ttlSeconds * 1_000 });
    for (const [oldest, { untilMs }] of entries) {
      if (entries.size <= ENTRIES_MAX && untilMs > nowMs()) break;
      entries.delete(oldest);
    }
  }

  return {
    get: async (key) => read(key),
    put: async (key, value, ttlSeconds) => write(key, value, ttlSeconds),
    delete: async (key) => void entries.delete(key),
    claim: async (key, ttlSeconds) => {
      if (read(key) !== undefined) return false;
      write(key, '1', ttlSeconds);
      return true;
    },
  };
}
