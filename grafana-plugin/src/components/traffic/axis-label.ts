import { formatTick } from '../format/date.ts';
import { toWallTime } from '../state/zoned-time.ts';
import { DAY_MS } from './choose-interval.ts';

/**
 * A tick of the time axis: `14:00` between ticks of a day, `21 Nov` at midnight and where ticks are
 * days apart. Not the browser's `11/12`, which is two different days.
 *
 * @param tickMs distance to the next tick.
 */
export function axisLabel(ms: number, tickMs: number, timeZone: string): string {
  const { hour, minute } = toWallTime(ms, timeZone);
  const isMidnight = hour === 0 && minute === 0;
  return formatTick(ms, isMidnight || tickMs >= DAY_MS ? 'day' : 'time', timeZone);
}
