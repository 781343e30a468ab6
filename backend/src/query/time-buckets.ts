import type { TimePart } from '../derive/fact-counts.ts';
import { type Buckets, bucketStarts } from './bucket-starts.ts';
import type { QueryContext } from './query-context.ts';

const DAY = 86_400_000;
const WIDTH_MS_MIN = 1_000;
// A century; later days have no date in JavaScript.
const WIDTH_MS_MAX = 36_525 * DAY;

/**
 * The buckets of a query over time. They end at the moment of asking: what has not happened yet is
 * no zero.
 */
export function bucketsOf(
  query: { readonly intervalMs?: number | undefined; readonly timeZone: string },
  context: QueryContext,
): Buckets {
  const endMs = Math.max(context.fromMs, Math.min(context.toMs, context.nowMs + 1));
  const asked = query.intervalMs ?? context.intervalMs;
  const width = asked && Math.min(WIDTH_MS_MAX, Math.max(WIDTH_MS_MIN, Math.round(asked)));
  const wished = countableMs(width === 0 ? undefined : width, context);
  return bucketStarts(context.fromMs, endMs, wished, query.timeZone);
}

const QUARTER = 900_000;
const HOUR = 4 * QUARTER;

// Sessions are counted by quarters of an hour: over more than a few days nobody sees finer bars, and
// every single session would have to be looked at for them.
function countableMs(intervalMs: number | undefined, { fromMs, toMs }: QueryContext) {
  const range = toMs - fromMs;
  if (intervalMs === undefined || intervalMs >= DAY || range <= 2 * DAY) return intervalMs;
  const width = range > 14 * DAY && intervalMs > QUARTER ? HOUR : QUARTER;
  return Math.ceil(intervalMs / width) * width;
}

/** The start of a moment's bucket; what lies before all of them belongs to the first. */
export function bucketPart(starts: readonly number[]): TimePart {
  const [first = 0] = starts;
  const last = starts.at(-1) ?? first;
  const width = (starts[1] ?? first + 1) - first;
  const hasWhole = (seconds: number) => starts.every((start) => start % (seconds * 1000) === 0);
  const isEven = starts.every((start, index) => start === first + index * width);
  // A list of them takes longer to analyse than to look up; only days can be uneven, which are few.
  return isEven
    ? {
        sql: (ms) =>
          `least({last:Int64}, {first:Int64} + intDiv(greatest(${ms} - {first:Int64}, 0), {width:Int64}) * {width:Int64})`,
        params: { first, last, width },
        of: (ms) => Math.min(last, first + Math.floor(Math.max(ms - first, 0) / width) * width),
        hasWhole,
      }
    : {
        sql: (ms) => `roundDown(${ms}, {starts:Array(Int64)})`,
        params: { starts },
        of: (ms) => starts.findLast((start) => start <= ms) ?? first,
        hasWhole,
      };
}
