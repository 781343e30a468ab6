/** A moment as unix seconds and nanoseconds, because nanoseconds alone do not fit a double. */
export interface SpanTime {
  seconds: number;
  nanos: number;
}

const LIMB = 65_536;
const BILLION = 1_000_000_000;

// 2000-01-01 and 2100-01-01. Outside lie clocks that were never set and milliseconds sent as
// nanoseconds; each such month would also open a partition of its own in the store.
const SECONDS_MIN = 946_684_800;
const SECONDS_MAX = 4_102_444_800;

/** Splits an unsigned 64-bit count of nanoseconds, given as two 32-bit halves, by long division. */
export function setFromHalves(time: SpanTime, low: number, high: number): void {
  let seconds = 0;
  let rest = high >>> 16;
  rest = rest * LIMB + (high & 0xffff);
  seconds = Math.floor(rest / BILLION);
  rest -= seconds * BILLION;
  for (const limb of [low >>> 16, low & 0xffff]) {
    rest = rest * LIMB + limb;
    const quotient = Math.floor(rest / BILLION);
    rest -= quotient * BILLION;
    seconds = seconds * LIMB + quotient;
  }
  time.seconds = seconds;
  time.nanos = rest;
}

/** Splits decimal text of at most 20 digits. */
export function setFromDecimal(time: SpanTime, digits: string): void {
  time.seconds = Number(digits.slice(0, -9));
  time.nanos = Number(digits.slice(-9));
}

/** True between the years 2000 and 2100. */
export function isPlausible(time: SpanTime): boolean {
  return time.seconds >= SECONDS_MIN && time.seconds < SECONDS_MAX;
}

export function isBefore(a: SpanTime, b: SpanTime): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.nanos < b.nanos);
}

/** Unix nanoseconds as decimal digits; only for plausible times. */
export function toDecimal(time: SpanTime): string {
  return time.seconds + String(BILLION + time.nanos).slice(1);
}
