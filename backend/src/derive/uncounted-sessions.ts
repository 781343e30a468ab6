import type { Store } from '../store/store.ts';
import { ENDING_SELECT, type EndingFacts } from './ending.ts';

/** What the facts of roll-up-sql.ts are made of, of one session. */
export interface UncountedSession extends EndingFacts {
  readonly kind: string;
  readonly network: string;
  readonly serviceName: string;
  readonly version: string;
  readonly environment: string;
  readonly lastStep: string;
  readonly path: readonly string[];
  readonly pathMs: readonly number[];
  readonly hookNames: readonly string[];
  readonly hookMs: readonly number[];
  readonly hookFailed: readonly boolean[];
  readonly attributeKeys: readonly string[];
}

/** Unix ms, from inclusive, to exclusive. */
export type Range = readonly [fromMs: number, toMs: number];

/** The sessions of ranges; `undefined` when there are too many to be read one by one. */
export type Uncounted = Promise<readonly UncountedSession[] | undefined>;

export interface UncountedReader {
  /** @param stamp another one since something was written to the ranges. */
  read(ranges: readonly Range[], stamp: string): Uncounted;
  /** The same where somebody has asked for them already; else `undefined`. */
  known(ranges: readonly Range[], stamp: string): Uncounted | undefined;
}

/** Answers that are kept, some 2 KB a session: a few dashboards. */
const KEPT_MAX = 4;
/** A dashboard's panels ask within it. Longer, rows of a backend whose clock is behind would not be seen. */
const KEPT_MS = 5_000;

/** The text of a condition for sessions that start in ranges. */
export function withinSql(ranges: readonly Range[]): string {
  const conditions = ranges.map(
    ([from, to]) =>
      `(started_at >= fromUnixTimestamp64Milli(${from}, 'UTC') AND started_at < fromUnixTimestamp64Milli(${to}, 'UTC'))`,
  );
  return conditions.join(' OR ') || '0';
}

/**
 * Sessions that no counted hour has, read once for all panels of a dashboard: each that looks at them by
 * itself has their outcome's expression analysed, which costs more than counting a month
 * (bench/README.md).
 *
 * @param sessionsMax more than these are not read.
 */
export function createUncountedReader(
  store: Pick<Store, 'query'>,
  sessionsMax: number,
  clock: () => number = () => performance.now(),
): UncountedReader {
  const kept = new Map<string, { readonly atMs: number; readonly sessions: Uncounted }>();
  const keyOf = (ranges: readonly Range[], stamp: string) => `${stamp} ${ranges.join(' ')}`;

  async function read(ranges: readonly Range[], stamp: string): Uncounted {
    if (ranges.length === 0) return [];
    const key = keyOf(ranges, stamp);
    const known = fresh(key);
    if (known !== undefined) return await known;
    const reading = readFrom(store, ranges, sessionsMax);
    kept.delete(key);
    kept.set(key, { atMs: clock(), sessions: reading });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    try {
      return await reading;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  }

  function fresh(key: string): Uncounted | undefined {
    const one = kept.get(key);
    return one !== undefined && clock() - one.atMs < KEPT_MS ? one.sessions : undefined;
  }

  return { read, known: (ranges, stamp) => fresh(keyOf(ranges, stamp)) };
}

async function readFrom(
  store: Pick<Store, 'query'>,
  ranges: readonly Range[],
  sessionsMax: number,
): Uncounted {
  const rows = await store.query<UncountedSession>(`
SELECT ${ENDING_SELECT},
  kind, network, environment, path,
  service_name AS serviceName,
  service_version AS version,
  last_step AS lastStep,
  path_ms AS pathMs,
  hook_names AS hookNames,
  hook_ms AS hookMs,
  hook_failed AS hookFailed,
  arrayDistinct(attribute_keys) AS attributeKeys
FROM sessions FINAL
WHERE ${withinSql(ranges)}
LIMIT ${sessionsMax + 1}`);
  return rows.length > sessionsMax ? undefined : rows;
}
