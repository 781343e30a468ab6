import type { Interval } from '../state/time-range.ts';
import { barEnd } from './choose-interval.ts';

export interface Bar {
  /** Epoch milliseconds, inclusive and exclusive. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Start and end of each bar. */
export function toBars(starts: readonly number[], intervalMs: number, timeZone: string): Bar[] {
  return starts.map((startMs) => ({ startMs, endMs: barEnd(startMs, intervalMs, timeZone) }));
}

/** What the time axis spans: the range, and the whole of its first and last bar. */
export function axisSpan({ fromMs, toMs }: Interval, bars: readonly Bar[]): Interval {
  return {
    fromMs: Math.min(fromMs, bars[0]?.startMs ?? fromMs),
    toMs: Math.max(toMs, bars.at(-1)?.endMs ?? toMs),
  };
}

/** A position on the time axis as a share of its length, 0 to 1. */
export function shareOf(ms: number, span: Interval): number {
  return (ms - span.fromMs) / (span.toMs - span.fromMs);
}
