import type { TimePart } from '../derive/fact-counts.ts';
import { SLOT_SECONDS } from '../derive/roll-up-sql.ts';
import { zoneOffsetMs } from './bucket-starts.ts';
import { COMPLETION_COLUMNS, type CompletionCounts, completionOf } from './completion-counts.ts';
import { countedFacts } from './counted-facts.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { BusiestQuery } from './schema.ts';

type By = BusiestQuery['by'];

interface Row extends CompletionCounts {
  readonly part: number;
}

const SLOT_MS = SLOT_SECONDS * 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Part {
  /** Expression over a moment and `timeZone`. */
  readonly sql: (at: string) => string;
  /** Of local time as if it were UTC, unix ms. */
  readonly of: (localMs: number) => number;
  /** All of a fixed set, in its order, so that a quiet hour is seen as quiet. */
  readonly all?: readonly number[];
  readonly nameOf: (part: number) => string;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const PARTS: Readonly<Record<By, Part>> = {
  day: {
    sql: (at) => `toInt32(toDate32(${at}, {timeZone:String}))`,
    of: (localMs) => Math.floor(localMs / DAY),
    nameOf: (day) => new Date(day * DAY).toISOString().slice(0, 10),
  },
  weekday: {
    sql: (at) => `toDayOfWeek(${at}, 1, {timeZone:String})`,
    // 1970 began on a Thursday.
    of: (localMs) => (Math.floor(localMs / DAY) + 3) % 7,
    all: WEEKDAYS.map((_, index) => index),
    nameOf: (weekday) => WEEKDAYS[weekday] ?? '',
  },
  hour: {
    sql: (at) => `toHour(${at}, {timeZone:String})`,
    of: (localMs) => Math.floor(localMs / HOUR) % 24,
    all: Array.from({ length: 24 }, (_, hour) => hour),
    nameOf: (hour) => `${String(hour).padStart(2, '0')}:00`,
  },
};

function timePart({ sql, of }: Part, timeZone: string): TimePart {
  const offsets = new Map<number, number>();
  return {
    sql: (ms) => sql(`fromUnixTimestamp64Milli(${ms}, 'UTC')`),
    params: { timeZone },
    of: (ms) => {
      // Clocks change at a quarter of an hour, and looking the offset up is slow.
      const slot = Math.floor(ms / SLOT_MS) * SLOT_MS;
      const offset = offsets.get(slot) ?? zoneOffsetMs(slot, timeZone);
      offsets.set(slot, offset);
      return of(ms + offset);
    },
    hasWhole: (seconds) => SLOT_MS % (seconds * 1000) === 0,
  };
}

/** When people dial: sessions and their completion by day, day of the week or hour of the day. */
export async function busiest(query: BusiestQuery, context: QueryContext): Promise<Frame[]> {
  const part = PARTS[query.by];
  const counts = await countedFacts(
    { facts: ['session'], by: ['a'], at: timePart(part, query.timeZone) },
    query.filters,
    context,
  );
  const found = Map.groupBy(counts, ({ at }) => at);
  const rowOf = (at: number): Row => ({ part: at, ...completionOf(found.get(at) ?? []) });
  const columns: readonly Column<Row>[] = [
    { name: query.by, type: 'string', value: ({ part: at }) => part.nameOf(at) },
    { name: 'sessions', type: 'number', value: ({ sessions }) => sessions },
    ...COMPLETION_COLUMNS,
  ];
  const rows =
    part.all?.map(rowOf) ??
    [...found.keys()]
      .map(rowOf)
      .sort((a, b) => b.sessions - a.sessions || a.part - b.part)
      .slice(0, query.limit);
  return [frameOf('busiest', query.refId, columns, rows)];
}
