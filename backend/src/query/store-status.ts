import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FactFilter, FactsAsked } from '../derive/fact-counts.ts';
import { type Range, withinSql } from '../derive/uncounted-sessions.ts';
import type { Store } from '../store/store.ts';
import { keptAnswer } from './kept-answer.ts';
import type { QueryConfig, QueryContext } from './query-context.ts';

/** What a page needs for its empty state and its hints. */
export interface StoreStatus {
  readonly version: string;
  readonly sessions: number;
  /** Those among them that rates and lists leave out: of probes and simulators. */
  readonly sessionsNotLive: number;
  /**
   * When the last span of a session was received, unix ms; `null` in an empty store. What another backend on the
   * same server received is known within half a minute.
   */
  readonly lastSpanAt: number | null;
  readonly msisdnSearch: boolean;
  /** The capture levels that the sessions of the last month have, or had a minute ago. */
  readonly capture: readonly string[];
}

/** What the status is read from. */
export interface StoreStatusParts {
  readonly store: QueryContext['store'];
  /** Tells of every write of this process; without it the last span is known within half a minute. */
  readonly received?: Pick<Store, 'onWrite'> | undefined;
  readonly config: QueryConfig;
  readonly rollUp?: QueryContext['rollUp'];
  /** Unix ms. */
  readonly clock?: () => number;
}

/** The texts of the queries that the status takes. */
export const STATUS_SQL = {
  sessions: (ranges: readonly Range[] | undefined) => `
SELECT kind, toFloat64(count()) AS n
FROM sessions FINAL
WHERE ${ranges === undefined ? '1' : withinSql(ranges)}
GROUP BY kind`,
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

// Either looks at a whole column, and every open page asks every five seconds.
const CAPTURE_KEPT_MS = 60_000;
// Half of what a page takes for a sign of life.
const LAST_SPAN_KEPT_MS = 30_000;

interface OfKind {
  readonly kind: string;
  readonly n: number;
}

const BY_KIND: FactsAsked = { facts: ['session'], by: ['kind'] };
const ALL: FactFilter = { lists: {}, outcomes: undefined };

/** Reads the store's status, as often as pages like: of a million sessions it costs what a chart does. */
export function createStoreStatus(parts: StoreStatusParts): () => Promise<StoreStatus> {
  const { store, received, config, rollUp, clock = Date.now } = parts;

  const storedLast = keptAnswer(
    async () => Number((await store.query<{ at: string }>(STATUS_SQL.lastSpan))[0]?.at ?? 0),
    LAST_SPAN_KEPT_MS,
    clock,
  );
  const levels = keptAnswer(
    async () =>
      (await store.query<{ capture: string }>(STATUS_SQL.capture)).map(({ capture }) => capture),
    CAPTURE_KEPT_MS,
    clock,
  );
  let heardMs = 0;
  received?.onWrite((traceIds, _startedAtMs, isStored) => {
    if (isStored && traceIds.size > 0) heardMs = clock();
  });

  async function lastSpanAt(): Promise<number | null> {
    const ageMs = clock() - heardMs;
    if (ageMs >= 0 && ageMs < LAST_SPAN_KEPT_MS) return heardMs;
    return Math.max(heardMs, await storedLast()) || null;
  }

  const count = (ranges?: readonly Range[]) => store.query<OfKind>(STATUS_SQL.sessions(ranges));

  async function sessions(): Promise<readonly OfKind[]> {
    const cover = await rollUp?.cover(0, Number.MAX_SAFE_INTEGER, clock());
    if (cover === undefined) return await count();
    const [counted, others] = await Promise.all([
      cover.counts(BY_KIND, ALL),
      cover.live.length === 0 ? [] : count(cover.live),
    ]);
    return [...counted, ...others];
  }

  // Dear while many hours are not counted yet.
  let counting: Promise<readonly OfKind[]> | undefined;
  function sharedSessions(): Promise<readonly OfKind[]> {
    counting ??= sessions().finally(() => {
      counting = undefined;
    });
    return counting;
  }

  return async () => {
    const [counted, last, capture] = await Promise.all([sharedSessions(), lastSpanAt(), levels()]);
    const sum = (rows: readonly OfKind[]) => rows.reduce((all, { n }) => all + n, 0);
    return {
      version: VERSION,
      sessions: sum(counted),
      sessionsNotLive: sum(counted.filter(({ kind }) => kind !== 'live')),
      lastSpanAt: last,
      msisdnSearch: config.userHashKeys.length > 0,
      capture,
    };
  };
}
