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

/** The start of a group's bucket; needs the parameter `buckets`. */
export const BUCKET = 'roundDown(started_ms, {buckets:Array(Int64)})';
