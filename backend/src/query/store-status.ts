import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryConfig, QueryContext } from './query-context.ts';

/** What a page needs for its empty state and its hints. */
export interface StoreStatus {
  readonly version: string;
  readonly sessions: number;
  /** Those among them that rates and lists leave out: of probes and simulators. */
  readonly sessionsNotLive: number;
  /** When the last span of a session was received, unix ms; `null` in an empty store. */
  readonly lastSpanAt: number | null;
  readonly msisdnSearch: boolean;
  /** The capture levels that the sessions of the last month have. */
  readonly capture: readonly string[];
}

/** The texts of the queries that the status takes. */
export const STATUS_SQL = {
  sessions: "SELECT count() AS sessions, countIf(kind != 'live') AS notLive FROM sessions FINAL",
  lastSpan: 'SELECT toUnixTimestamp64Milli(max(received_at)) AS at FROM spans',
  capture: `
SELECT DISTINCT capture
FROM sessions
WHERE started_at >= now64(3) - INTERVAL 31 DAY AND capture != ''
ORDER BY capture`,
};

const VERSION: string = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
).version;

/** Reads the store's status. */
export async function storeStatus(
  store: QueryContext['store'],
  config: QueryConfig,
): Promise<StoreStatus> {
  const [counted, last, levels] = await Promise.all([
    store.query<{ sessions: string; notLive: string }>(STATUS_SQL.sessions),
    store.query<{ at: string }>(STATUS_SQL.lastSpan),
    store.query<{ capture: string }>(STATUS_SQL.capture),
  ]);
  const lastSpanAt = Number(last[0]?.at ?? 0);
  return {
    version: VERSION,
    sessions: Number(counted[0]?.sessions ?? 0),
    sessionsNotLive: Number(counted[0]?.notLive ?? 0),
    lastSpanAt: lastSpanAt === 0 ? null : lastSpanAt,
    msisdnSearch: config.userHashKeys.length > 0,
    capture: levels.map((row) => row.capture),
  };
}
