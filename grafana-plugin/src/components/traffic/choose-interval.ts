import type { Interval } from '../state/time-range.ts';
import { fromWallTime, toWallTime } from '../state/zoned-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

// Longest range (inclusive) for each bar width: never more than about a hundred bars, which is what
// fits on a laptop's width with bars that can still be clicked.
const WIDTHS: readonly (readonly [rangeMsMax: number, intervalMs: number])[] = [
  [90 * MINUTE_MS, MINUTE_MS],
  [8 * HOUR_MS, 5 * MINUTE_MS],
  [3 * DAY_MS + HOUR_MS, HOUR_MS],
  [93 * DAY_MS, DAY_MS],
];

/** The width of one bar in milliseconds: a minute, five, an hour, a day; a week beyond a quarter. */
export function chooseInterval({ fromMs, toMs }: Interval): number {
  return WIDTHS.find(([rangeMsMax]) => toMs - fromMs <= rangeMsMax)?.[1] ?? 7 * DAY_MS;
}

/** The word for a bar of this width. */
export function intervalWord(intervalMs: number): string {
  switch (intervalMs) {
    case MINUTE_MS:
      return 'minute';
    case 5 * MINUTE_MS:
      return '5 minutes';
    case HOUR_MS:
      return 'hour';
    case DAY_MS:
      return 'day';
    default:
      return 'week';
  }
}

/**
 * Where a bar ends (epoch ms): days and weeks end at midnight of the zone, so a day with a change
 * of clocks is 23 or 25 hours long.
 */
export function barEnd(startMs: number, intervalMs: number, timeZone: string): number {
  if (intervalMs < DAY_MS) {
    return startMs + intervalMs;
  }
  const wall = toWallTime(startMs, timeZone);
  return fromWallTime({ ...wall, day: wall.day + Math.round(intervalMs / DAY_MS) }, timeZone);
}
