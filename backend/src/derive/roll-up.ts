import { createHash, randomInt } from 'node:crypto';
import type { Store, StoreLog } from '../store/store.ts';
import { errorLabel } from '../store/store-errors.ts';
import type { Deriver } from './deriver.ts';
import {
  type FactCount,
  type FactCountRow,
  type FactFilter,
  type FactsAsked,
  factCountsOf,
  type Question,
  unitCountsQuestion,
} from './fact-counts.ts';
import { createLastingAnswers } from './lasting-answers.ts';
import { createLiveHours, type LiveHour, type Uncounted } from './live-hours.ts';
import { type OutcomeRules, outcomeParams } from './outcome.ts';
import {
  DAY_SECONDS,
  daySql,
  HOUR_SECONDS,
  hoursSql,
  orphansSql,
  ROLL_UP_EDITION,
  SLOT_SECONDS,
  settledSql,
  totalsSql,
} from './roll-up-sql.ts';
import { joined, type Range } from './uncounted-sessions.ts';
import { createWrittenHours } from './written-hours.ts';

/** An hour or a day that is counted. */
export interface Unit {
  readonly hours: 1 | 24;
  /** Unix seconds. */
  readonly start: number;
  readonly build: string;
}

/** How a range is answered: some of it from counts, the rest from its sessions. */
export interface Cover {
  readonly units: readonly Unit[];
  /** Every session of the range that no unit has lies in them. */
  readonly live: readonly Range[];
  /** What the units have counted. */
  counts(asked: FactsAsked, filter: FactFilter): Promise<readonly FactCount[]>;
  /** Where the units' sessions lie. */
  settled(): readonly Range[];
  /**
   * What the units' sessions answer to a question about them, asked once: none of them changes any more
   * while they are the units that count, and none of their outcomes depends on the time of asking.
   */
  settledCounts(asked: FactsAsked, question: Question): Promise<readonly FactCount[]>;
  /** The other sessions, as they are or were some seconds ago; `undefined` when there are too many. */
  sessions(): Promise<Uncounted>;
}

/** The counts by hour and day, kept in step with `sessions`. */
export interface RollUp {
  /**
   * What of a range may be read from counts by somebody who asks at `nowMs`.
   *
   * @param isFine whether what is asked for is finer than any count: then nothing may.
   */
  cover(fromMs: number, toMs: number, nowMs: number, isFine?: boolean): Promise<Cover>;
  /**
   * The end of the last hour that touches a range and has, or had, sessions, unix ms: it may lie after the
   * range. `undefined` when there is none.
   */
  lastHourEnd(fromMs: number, toMs: number): Promise<number | undefined>;
  /** Counts all hours and days that are settled at `nowMs` and were not counted since they changed. */
  build(nowMs: number): Promise<void>;
  /** Builds again and again until the store closes. */
  start(): void;
}

interface KnownUnit extends Unit {
  readonly revision: bigint;
  readonly settledUntilMs: number;
}

interface UnitRow {
  readonly hours: 1 | 24;
  readonly start: number;
  readonly build: string;
  readonly revision: string;
  readonly settledUntilMs: number;
}

/** When and how much is counted. */
export interface RollUpBounds {
  /**
   * An hour is counted when its newest row is so old. The clocks of backends on one server, and the time
   * that an insert takes, differ by less: so a row that comes after a count has a higher revision than
   * any that was counted, and is noticed by it.
   */
  readonly quietMs: number;
  /** A pass begins no further day after so long, so that late sessions all over a month cost their share. */
  readonly passMsMax: number;
  /** Counts that were replaced stay for so long: another backend may be reading them. */
  readonly keepMs: number;
  /** More sessions that no unit has are not read one by one. */
  readonly uncountedMax: number;
  readonly clock: () => number;
}

const BOUNDS: RollUpBounds = {
  quietMs: 60_000,
  passMsMax: 5_000,
  keepMs: 600_000,
  // Above it counting them holds up the event loop for longer than it takes the database.
  uncountedMax: 8_000,
  clock: Date.now,
};
const EVERY_MS = 30_000;
// A build's number is its time in microseconds, and behind it something of the process's own.
const PROCESS_BITS = 10n;

const dayOf = (hour: number) => hour - (hour % DAY_SECONDS);
const keyOf = ({ hours, start }: { readonly hours: number; readonly start: number }) =>
  `${hours} ${start}`;

/**
 * Counts the sessions of hours and days that are over, so that charts over weeks need not look at
 * each of them. A unit counts as long as no row of its sessions was written after it was counted;
 * until it is counted again its sessions are read one by one. So an answer never depends on whether
 * anything was counted, nor on which backend counted it.
 *
 * @param store asked for what several share, so that nobody who leaves takes the others' answer along.
 */
export async function createRollUp(
  store: Store,
  rules: OutcomeRules,
  derived: Pick<Deriver, 'onDerived'>,
  log: StoreLog,
  bounds: Partial<RollUpBounds> = {},
): Promise<RollUp> {
  const { quietMs, passMsMax, keepMs, uncountedMax, clock } = { ...BOUNDS, ...bounds };
  const database = store.deriver;
  const answers = createLastingAnswers();
  const rulesId = idOf(rules);
  const processBits = BigInt(randomInt(1 << Number(PROCESS_BITS)));
  const microseconds = (ms: number) => BigInt(Math.max(0, Math.floor(ms))) * 1_000n;
  // The newest revision may be of a clock that is ahead, the next of one that is behind.
  const skew = microseconds(2 * quietMs);
  const written = createWrittenHours(store, derived, skew);
  const liveHours = createLiveHours(store, { sessionsMax: uncountedMax, skew });
  const buildAt = (ms: number) => (microseconds(ms) << PROCESS_BITS) | processBits;
  let units = new Map<string, KnownUnit>();
  let build = 0n;
  let cleanedMs = Number.NEGATIVE_INFINITY;

  /** Learns what is counted, also by others: their counts replace ours, and ours go in time. */
  async function readUnits(): Promise<void> {
    const rows = await store.query<UnitRow>(`
SELECT hours, start, toString(build) AS build, toString(revision) AS revision,
  toFloat64(settled_until) AS settledUntilMs
FROM roll_up_units FINAL
WHERE rules = ${rulesId}`);
    units = new Map(rows.map((row) => [keyOf(row), { ...row, revision: BigInt(row.revision) }]));
    const [last] = await store.query<{ build: string }>(
      'SELECT toString(max(build)) AS build FROM roll_up_units',
    );
    const highest = BigInt(last?.build ?? 0);
    if (highest > build) build = highest;
  }
  await readUnits();

  function isCurrent(unit: KnownUnit | undefined, hours: readonly number[]): unit is KnownUnit {
    return unit !== undefined && hours.every((hour) => written.revisionOf(hour) <= unit.revision);
  }

  const isQuiet = (hour: number) =>
    quietMs === 0 || written.revisionOf(hour) < microseconds(clock() - quietMs);

  const unitOf = (hours: 1 | 24, start: number) => units.get(keyOf({ hours, start }));

  async function buildDay(day: number, hours: readonly number[], nowMs: number): Promise<void> {
    const revisions = new Map(hours.map((hour) => [hour, written.revisionOf(hour)]));
    const params = outcomeParams(rules, nowMs);
    const found = await database.query<{ hour: number; settledUntil: number }>(
      settledSql(day),
      params,
    );
    const settled = new Map(found.map((row) => [row.hour, row.settledUntil]));
    const isSettled = (hour: number) => (settled.get(hour) ?? 0) < nowMs && isQuiet(hour);
    const due = hours.filter((hour) => isSettled(hour) && !isCurrent(unitOf(1, hour), [hour]));
    const wholeDay =
      (day + DAY_SECONDS) * 1000 < nowMs &&
      hours.every(isSettled) &&
      !isCurrent(unitOf(24, day), hours);
    if (due.length === 0 && !wholeDay) return;
    const next = buildAt(clock());
    build = next > build ? next : buildAfter(build, processBits);
    if (due.length > 0) await database.command(hoursSql(due, build), params);
    if (wholeDay) {
      const isDue = new Set(due);
      const ofDay = hours.flatMap((hour) => {
        const unit = { hours: 1 as const, start: hour, build: build.toString() };
        return isDue.has(hour) ? unit : (unitOf(1, hour) ?? []);
      });
      await database.command(daySql(day, tuplesOf(ofDay), build));
    }
    await database.command(totalsSql(day, build));
    const highest = (of: readonly number[]) =>
      of.reduce((max, hour) => {
        const revision = revisions.get(hour) ?? 0n;
        return revision > max ? revision : max;
      }, 0n);
    const latest = (of: readonly number[]) => Math.max(...of.map((hour) => settled.get(hour) ?? 0));
    const made: KnownUnit[] = due.map((hour) => ({
      hours: 1,
      start: hour,
      build: build.toString(),
      revision: highest([hour]),
      settledUntilMs: latest([hour]),
    }));
    if (wholeDay) {
      made.push({
        hours: 24,
        start: day,
        build: build.toString(),
        revision: highest(hours),
        settledUntilMs: latest(hours),
      });
    }
    // Last, so that what a crash leaves half counted counts for nothing.
    await database.insertLines(
      'roll_up_units',
      ['hours', 'start', 'build', 'rules', 'revision', 'settled_until'],
      made
        .map((unit) =>
          JSON.stringify([
            unit.hours,
            unit.start,
            unit.build,
            rulesId,
            unit.revision.toString(),
            unit.settledUntilMs,
          ]),
        )
        .join('\n'),
    );
    for (const unit of made) units.set(keyOf(unit), unit);
  }

  /** @param about what else the answer depends on. */
  async function askOnce(asked: FactsAsked, { sql, params }: Question, about = '') {
    const { now: _, ...others } = params;
    return await answers.read(`${about} ${sql} ${JSON.stringify(others)}`, async () =>
      factCountsOf(await store.query<FactCountRow>(sql, params), asked),
    );
  }

  /** Removes counts that nobody reads any more: those that were replaced, or never finished. */
  async function removeOrphans(): Promise<void> {
    if (performance.now() - cleanedMs < keepMs) return;
    cleanedMs = performance.now();
    const orphans = await database.query<Unit>(orphansSql(buildAt(clock() - keepMs)));
    if (orphans.length === 0) return;
    await database.command(
      `DELETE FROM roll_up WHERE (hours, start, build) IN (${tuplesOf(orphans)})`,
    );
  }

  async function buildAll(nowMs: number): Promise<void> {
    const begunMs = performance.now();
    await readUnits();
    await removeOrphans();
    await written.refresh();
    const days = [...Map.groupBy(written.all(), dayOf)].filter(
      ([day, hours]) =>
        hours.some((hour) => isQuiet(hour) && !isCurrent(unitOf(1, hour), [hour])) ||
        ((day + DAY_SECONDS) * 1000 < nowMs &&
          hours.every(isQuiet) &&
          !isCurrent(unitOf(24, day), hours)),
    );
    // What was counted longest ago first, and of what never was the newest: no day waits for ever.
    const countedAt = (day: number) => BigInt(unitOf(24, day)?.build ?? 0);
    days.sort(([a], [b]) => Number(countedAt(a) - countedAt(b)) || b - a);
    for (const [day, hours] of days) {
      if (performance.now() - begunMs > passMsMax) return;
      await buildDay(day, hours, nowMs);
    }
  }

  const isTouched = (hour: number, fromMs: number, toMs: number) =>
    (hour + HOUR_SECONDS) * 1000 > fromMs && hour * 1000 < toMs;

  return {
    build: buildAll,
    async lastHourEnd(fromMs, toMs) {
      await written.refresh();
      const last = written.all().findLast((hour) => isTouched(hour, fromMs, toMs));
      return last === undefined ? undefined : (last + HOUR_SECONDS) * 1000;
    },
    async cover(fromMs, toMs, nowMs, isFine = false) {
      await written.refresh();
      const isUsable = (unit: KnownUnit | undefined, hours: readonly number[]): unit is KnownUnit =>
        !isFine && isCurrent(unit, hours) && unit.settledUntilMs < nowMs;
      const isInside = (start: number, seconds: number) =>
        start * 1000 >= fromMs && (start + seconds) * 1000 <= toMs;
      const used: Unit[] = [];
      const others: Range[] = [];
      const touched: LiveHour[] = [];
      const touching = written.all().filter((hour) => isTouched(hour, fromMs, toMs));
      for (const [day, hours] of Map.groupBy(touching, dayOf)) {
        const whole = unitOf(24, day);
        if (isInside(day, DAY_SECONDS) && isUsable(whole, hours)) {
          used.push(whole);
          continue;
        }
        for (const hour of hours) {
          const unit = unitOf(1, hour);
          if (isInside(hour, HOUR_SECONDS) && isUsable(unit, [hour])) {
            used.push(unit);
            continue;
          }
          const stamp = `${written.revisionOf(hour)}`;
          const rowsMax = written.rowsIn(hour);
          const endMs = (hour + HOUR_SECONDS) * 1000;
          const range: Range = [Math.max(fromMs, hour * 1000), Math.min(toMs, endMs)];
          touched.push({
            start: hour,
            range: wholeSlots(range),
            stamp,
            isQuiet: isQuiet(hour),
            rowsMax,
          });
          others.push(range);
        }
      }
      const live = joined(others);
      const isInRange = ({ startedAt }: { readonly startedAt: number }) =>
        startedAt >= fromMs && startedAt < toMs;
      return {
        units: used,
        live,
        settled: () => rangesOf(used, live),
        async counts(asked, filter) {
          if (used.length === 0) return [];
          return await askOnce(asked, unitCountsQuestion(asked, filter, tuplesOf(used)));
        },
        settledCounts: (asked, question) => askOnce(asked, question, tuplesOf(used)),
        sessions: async () => (await liveHours.read(touched))?.filter(isInRange),
      };
    },
    start() {
      let running: Promise<void> = Promise.resolve();
      const pass = () => {
        running = running
          .then(() => buildAll(Date.now()))
          .catch((error: unknown) => {
            log.warn(
              { reason: errorLabel(error) },
              'counting past hours failed; trying again, answers are only slower',
            );
          });
      };
      pass();
      const timer = setInterval(pass, EVERY_MS);
      timer.unref();
      store.onClose(async () => {
        clearInterval(timer);
        await running;
      });
    },
  };
}

/** The next number of a process, above one of any. */
function buildAfter(build: bigint, processBits: bigint): bigint {
  return (((build >> PROCESS_BITS) + 1n) << PROCESS_BITS) | processBits;
}

/** With all of the quarters of an hour that it begins and ends in: it moves on within them. */
function wholeSlots([from, to]: Range): Range {
  const slotMs = SLOT_SECONDS * 1000;
  return [Math.floor(from / slotMs) * slotMs, Math.ceil(to / slotMs) * slotMs];
}

/** Units as a list for `(hours, start, build) IN (...)`; nothing but numbers. */
function tuplesOf(units: readonly Unit[]): string {
  return units
    .map(({ hours, start, build }) => `(${hours}, ${start}, ${BigInt(build)})`)
    .join(', ');
}

/** Ranges of units; one also over hours without sessions, between which nothing is live. */
function rangesOf(units: readonly Unit[], live: readonly Range[]): Range[] {
  const ranges: [number, number][] = [];
  for (const { hours, start } of units) {
    const [from, to] = [start * 1000, (start + hours * HOUR_SECONDS) * 1000];
    const before = ranges.at(-1);
    const isApart = ([liveFrom]: Range) => before && liveFrom >= before[1] && liveFrom < from;
    if (before !== undefined && !live.some(isApart)) before[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}

/** A number for the rules of the outcome: counts made under others do not count. */
function idOf(rules: OutcomeRules): string {
  const text = JSON.stringify([ROLL_UP_EDITION, [...rules.goals].sort(), rules.idleLimitSeconds]);
  return createHash('sha256').update(text).digest().readBigUInt64BE().toString();
}
