import { formatDay, formatMinute, formatTime } from '../format/date.ts';
import { formatCount, formatCountOf } from '../format/number.ts';
import { DAY_MS } from './choose-interval.ts';
import type { Bar } from './layout-bars.ts';
import type { Traffic } from './traffic-series.ts';

/** A bar's time: `Sat 21 Nov 2026`, `21 Nov, 14:00 – 15:00`, or the week it begins. */
export function barTitle(bar: Bar, intervalMs: number, timeZone: string): string {
  if (intervalMs > DAY_MS) {
    return `Week from ${formatDay(bar.startMs, timeZone)}`;
  }
  if (intervalMs === DAY_MS) {
    return formatDay(bar.startMs, timeZone);
  }
  return `${formatMinute(bar.startMs, timeZone)} – ${formatTime(bar.endMs, timeZone).slice(0, 5)}`;
}

/** The sessions of one bar, all series together. */
export function barTotal(traffic: Traffic, index: number): number {
  return traffic.series.reduce((sum, one) => sum + (one.counts[index] ?? 0), 0);
}

/** One bar in words, for who cannot see it. */
export function describeBar(traffic: Traffic, index: number, title: string): string {
  const parts = traffic.series
    .filter((one) => (one.counts[index] ?? 0) > 0)
    .map((one) => `${one.label} ${formatCount(one.counts[index] ?? 0)}`);
  const total = formatCountOf(barTotal(traffic, index), 'session');
  return `${title}: ${[total, ...parts].join(', ')}`;
}
