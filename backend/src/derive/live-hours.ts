import type { Store } from '../store/store.ts';
import { HOUR_SECONDS } from './roll-up-sql.ts';
import {
  countUncountedSql,
  joined,
  type Range,
  type SessionVersion,
  type StoredVersion,
  type UncountedSession,
  uncountedOf,
  uncountedSql,
  versionOf,
  versionsSql,
} from './uncounted-sessions.ts';

/** An hour that is not counted, or not as a whole. */
export interface LiveHour {
  /** Unix seconds. */
  readonly start: number;
  /** What of it is asked for. */
  readonly range: Range;
  /** Another one since something was written to it. */
  readonly stamp: string;
  /** Whatever is written to it from now on changes its stamp. */
  readonly isQuiet: boolean;
  /** How many rows were written to it: of a session there are several until they are merged. */
  readonly rowsMax: number;
}

/** The sessions of hours; `undefined` when there are too many to be read one by one. */
export type Uncounted = readonly UncountedSession[] | undefined;

export interface LiveHours {
  read(hours: readonly LiveHour[]): Promise<Uncounted>;
}

export interface LiveHoursBounds {
  /** More sessions than these are not read. */
  readonly sessionsMax: number;
  /** Of two revisions the lower may be written later, by less than this (microseconds). */
  readonly skew: bigint;
  readonly clock?: () => number;
}

/** Sessions that are kept, some 2 KB each. */
const KEPT_SESSIONS_MAX = 16_000;
const KEPT_HOURS_MAX = 1_000;
/** A dashboard's panels ask within it. Longer, rows of a backend whose clock is behind would not be seen. */
const KEPT_MS = 5_000;

/** A session is derived again with each of its hops, unless one soon follows another. */
const ROWS_A_SESSION_MAX = 5;

/** By start and trace, which name a row of `sessions`. */
type Sessions = ReadonlyMap<string, UncountedSession>;

// More of them are read anew.
const READ_ON_MAX = 24;

interface Kept extends Omit<LiveHour, 'isQuiet'> {
  readonly reading: Promise<Sessions | undefined>;
  /** On the clock; unknown while it is read. */
  untilMs: number;
  count: number;
}

/** An hour of which some was read before. */
interface KnownHour {
  readonly hour: LiveHour;
  readonly read: Range;
  readonly sessions: Sessions;
}

/**
 * Sessions of hours that no count has, read once for all panels of a dashboard; after that only what was
 * written since. Each panel that looks at them by itself has their outcome's expression analysed, which
 * costs more than counting a month (bench/README.md). The ends of "the last 30 days" move on with every look:
 * what is kept of an hour grows by what is asked of it.
 */
export function createLiveHours(
  store: Pick<Store, 'query'>,
  { sessionsMax, skew, clock = () => performance.now() }: LiveHoursBounds,
): LiveHours {
  const versionsMax = ROWS_A_SESSION_MAX * sessionsMax;
  // The least recently asked for first.
  const kept = new Map<number, Kept>();

  async function readAll(hours: readonly LiveHour[]): Promise<Map<number, Sessions> | undefined> {
    const ranges = joined(hours.map(({ range }) => range));
    const rowsMax = hours.reduce((sum, hour) => sum + hour.rowsMax, 0);
    if (rowsMax > versionsMax) return undefined;
    if (rowsMax > sessionsMax) {
      const [found] = await store.query<{ sessions: number }>(countUncountedSql(ranges));
      if (found !== undefined && found.sessions > sessionsMax) return undefined;
    }
    const rows = await store.query<StoredVersion>(uncountedSql(ranges, sessionsMax + 1));
    if (rows.length > sessionsMax) return undefined;
    const byHour = Map.groupBy(rows.map(uncountedOf), hourOf);
    return new Map(hours.map(({ start }) => [start, mapOf(byHour.get(start) ?? [])]));
  }

  /** What was written since they were read, and what of them was not read; `undefined` when that is too much. */
  async function readSince(
    known: readonly KnownHour[],
  ): Promise<ReadonlyMap<number, Sessions> | undefined> {
    const since = known.flatMap(({ hour, read, sessions }) => {
      const revision = newest(sessions);
      const unread: readonly Range[] = [
        [hour.range[0], read[0]],
        [read[1], hour.range[1]],
      ];
      return [
        [read, revision > skew ? revision - skew : 0n] as const,
        ...unread.filter(([from, to]) => from < to).map((range) => [range, 0n] as const),
      ];
    });
    const rows = await store.query<StoredVersion>(versionsSql(since, versionsMax + 1));
    if (rows.length > versionsMax) return undefined;
    const byHour = Map.groupBy(rows.map(versionOf), hourOf);
    return new Map(
      known.map(({ hour: { start }, sessions }) => [
        start,
        renewed(sessions, byHour.get(start) ?? []),
      ]),
    );
  }

  /** What was read of them before is read on from there. */
  async function readStale(
    hours: readonly LiveHour[],
    before: ReadonlyMap<number, Kept>,
  ): Promise<ReadonlyMap<number, Sessions>> {
    const known: KnownHour[] = [];
    let rows = 0;
    for (const hour of hours) {
      const one = before.get(hour.start);
      const sessions = await one?.reading.catch(() => undefined);
      if (one === undefined || sessions === undefined || sessions.size === 0) continue;
      rows += unreadRows(hour, one);
      if (rows > versionsMax || known.length === READ_ON_MAX) break;
      known.push({ hour, read: one.range, sessions });
    }
    const isKnown = new Set(known.map(({ hour }) => hour));
    const others = hours.filter((hour) => !isKnown.has(hour));
    const [all, renewedOnes] = await Promise.all([
      others.length === 0 ? undefined : readAll(others),
      known.length === 0 ? undefined : readSince(known),
    ]);
    return new Map([...(all ?? []), ...(renewedOnes ?? [])]);
  }

  function keep(asked: readonly LiveHour[]): void {
    const before = new Map<number, Kept>();
    const hours = asked.map((hour) => {
      const one = kept.get(hour.start);
      if (one === undefined) return hour;
      before.set(hour.start, one);
      return { ...hour, range: hull(one.range, hour.range) };
    });
    const stale = readStale(hours, before);
    for (const { isQuiet, ...hour } of hours) {
      const { start } = hour;
      const reading = stale.then((found) => found.get(start));
      const one: Kept = { ...hour, reading, untilMs: Number.POSITIVE_INFINITY, count: 0 };
      kept.set(start, one);
      reading.then(
        (sessions) => {
          one.count = sessions?.size ?? 0;
          // That all of them were too many says little of this one.
          const isLasting = isQuiet && sessions !== undefined;
          if (!isLasting) one.untilMs = clock() + KEPT_MS;
        },
        () => {
          if (kept.get(start) === one) kept.delete(start);
        },
      );
    }
  }

  function forget(): void {
    let sessions = [...kept.values()].reduce((sum, { count }) => sum + count, 0);
    for (const [start, { count }] of kept) {
      if (kept.size <= KEPT_HOURS_MAX && sessions <= KEPT_SESSIONS_MAX) return;
      kept.delete(start);
      sessions -= count;
    }
  }

  return {
    async read(hours) {
      const stale = hours.filter((hour) => {
        const one = kept.get(hour.start);
        return (
          one === undefined ||
          one.stamp !== hour.stamp ||
          !isWithin(hour.range, one.range) ||
          clock() >= one.untilMs
        );
      });
      const unread = stale.reduce((sum, hour) => sum + unreadRows(hour, kept.get(hour.start)), 0);
      // Not even remembered: a year of hours would take the place of all others.
      if (unread > versionsMax) return undefined;
      if (stale.length > 0) keep(stale);
      const readings = hours.flatMap(({ start }) => {
        const one = kept.get(start);
        if (one === undefined) return [];
        kept.delete(start);
        kept.set(start, one);
        return [one.reading];
      });
      const found = await Promise.all(readings);
      if (stale.length > 0) forget();
      const all: UncountedSession[] = [];
      for (const sessions of found) {
        if (sessions === undefined || all.length + sessions.size > sessionsMax) return undefined;
        all.push(...sessions.values());
      }
      return all;
    },
  };
}

const HOUR_MS = HOUR_SECONDS * 1_000;

const hourOf = ({ startedAt }: UncountedSession) => Math.floor(startedAt / HOUR_MS) * HOUR_SECONDS;
const keyOf = ({ startedAt, traceId }: UncountedSession) => `${startedAt} ${traceId}`;

const mapOf = (sessions: readonly UncountedSession[]): Sessions =>
  new Map(sessions.map((session) => [keyOf(session), session]));

function newest(sessions: Sessions): bigint {
  let highest = 0n;
  for (const { revision } of sessions.values()) {
    const one = BigInt(revision);
    if (one > highest) highest = one;
  }
  return highest;
}

/** As FINAL does it: of the versions of a row the one of the highest revision holds. */
function renewed(sessions: Sessions, versions: readonly SessionVersion[]): Sessions {
  const result = new Map(sessions);
  const gone = new Set<string>();
  const ascending = versions.toSorted((a, b) => Number(BigInt(a.revision) - BigInt(b.revision)));
  for (const version of ascending) {
    const key = keyOf(version);
    const known = result.get(key);
    if (known !== undefined && BigInt(known.revision) > BigInt(version.revision)) continue;
    if (version.isDeleted) gone.add(key);
    else gone.delete(key);
    result.set(key, version);
  }
  for (const key of gone) result.delete(key);
  return result;
}

const hull = (a: Range, b: Range): Range => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
const isWithin = (a: Range, b: Range) => a[0] >= b[0] && a[1] <= b[1];

/** At most so many rows are new of an hour of which others were read. */
function unreadRows(hour: LiveHour, one: Kept | undefined): number {
  return one !== undefined && isWithin(hour.range, one.range)
    ? hour.rowsMax - one.rowsMax
    : hour.rowsMax;
}
