/** A wall-clock time, without a zone. `month` is 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  const format = new Intl.DateTimeFormat('en-GB', {
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
  return format;
}

/** The wall-clock time of an instant (epoch milliseconds) in an IANA time zone. */
export function toWallTime(ms: number, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map((p) => [p.type, Number(p.value)]),
  );
  return {
    year: parts.get('year') ?? 0,
    month: parts.get('month') ?? 1,
    day: parts.get('day') ?? 1,
    hour: parts.get('hour') ?? 0,
    minute: parts.get('minute') ?? 0,
  };
}

function asUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
}

function offsetAt(ms: number, timeZone: string): number {
  const minute = Math.floor(ms / 60_000) * 60_000;
  return asUtc(toWallTime(minute, timeZone)) - minute;
}

/**
 * The instant (epoch milliseconds) of a wall-clock time in an IANA time zone.
 *
 * Days, months and minutes may overflow (`day: 32` is the next month). A time that the zone skips
 * in spring becomes the instant one hour later on the clock; a doubled one in autumn, the first.
 */
export function fromWallTime(wall: WallTime, timeZone: string): number {
  const utc = asUtc(wall);
  // Offsets are looked up a day to either side: whatever change lies near, it lies between them.
  const candidates = [
    utc - offsetAt(utc - 86_400_000, timeZone),
    utc - offsetAt(utc + 86_400_000, timeZone),
  ];
  const exact = candidates.filter((ms) => ms + offsetAt(ms, timeZone) === utc);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** `2026-11-21T01:38`, the form of a `datetime-local` input. */
export function toInputValue(ms: number, timeZone: string): string {
  const wall = toWallTime(ms, timeZone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(wall.year).padStart(4, '0')}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
}

/** Reads a `datetime-local` input's value; `undefined` when it is empty or not a date. */
export function fromInputValue(text: string, timeZone: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  return fromWallTime({ year, month, day, hour, minute }, timeZone);
}

/** `UTC+3`, `UTC-3:30`: how far a zone's clocks are from UTC at an instant. */
export function utcOffsetText(ms: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(ms, timeZone) / 60_000);
  if (minutes === 0) {
    return 'UTC';
  }
  const rest = Math.abs(minutes) % 60;
  const tail = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${tail}`;
}
