const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Widths that people read off an axis.
const WIDTHS = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
];
const BUCKETS_WISHED = 45;
const BUCKETS_MAX = 2_000;

/** A time axis cut into buckets. */
export interface Buckets {
  /** Unix ms, ascending; the first may lie before the range, so that buckets begin at round times. */
  readonly starts: readonly number[];
  readonly intervalMs: number;
}

/**
 * Cuts a range into buckets that begin at round local times; from a day up at local midnights, so a
 * day with a clock change is one bucket.
 *
 * @param intervalMs the width wished for; chosen from the range when absent or 0, and made wider when it
 *   would give more than 2,000 buckets.
 * @param timeZone an IANA name.
 */
export function bucketStarts(
  fromMs: number,
  toMs: number,
  intervalMs: number | undefined,
  timeZone: string,
): Buckets {
  const length = Math.max(toMs - fromMs, 0);
  const wished = intervalMs || widthFor(length, BUCKETS_WISHED);
  const width = length / wished > BUCKETS_MAX ? widthFor(length, BUCKETS_MAX) : wished;
  if (width >= DAY) {
    const days = Math.max(1, Math.round(width / DAY));
    return { starts: dayStarts(fromMs, toMs, days, timeZone), intervalMs: days * DAY };
  }
  const offset = zoneOffsetMs(fromMs, timeZone);
  const first = Math.floor((fromMs + offset) / width) * width - offset;
  const starts: number[] = [];
  for (let start = first; start < toMs || starts.length === 0; start += width) starts.push(start);
  return { starts, intervalMs: width };
}

function widthFor(lengthMs: number, buckets: number): number {
  return (
    WIDTHS.find((width) => lengthMs / width <= buckets) ?? Math.ceil(lengthMs / buckets / DAY) * DAY
  );
}

function dayStarts(fromMs: number, toMs: number, days: number, timeZone: string): number[] {
  const firstDay = Math.floor((fromMs + zoneOffsetMs(fromMs, timeZone)) / DAY);
  const starts: number[] = [];
  for (let day = firstDay; ; day += days) {
    const start = localMidnight(day, timeZone);
    if (start >= toMs && starts.length > 0) return starts;
    starts.push(start);
  }
}

// The offset at midnight may differ from the one at the same UTC time, so it is looked up twice.
function localMidnight(day: number, timeZone: string): number {
  const guess = day * DAY - zoneOffsetMs(day * DAY, timeZone);
  return day * DAY - zoneOffsetMs(guess, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time minus UTC at a moment, in milliseconds. */
export function zoneOffsetMs(atMs: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(
    format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  return local - Math.floor(atMs / 1000) * 1000;
}
