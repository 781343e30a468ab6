import { fromInputValue } from '../state/zoned-time.ts';

const MINUTE_MS = 60_000;

export type RangeProblem = 'incomplete' | 'reversed';

/**
 * Reads the two `datetime-local` values, both inclusive to the minute, as instants of a time zone.
 *
 * A year that is still being typed (0002 on the way to 2026) counts as incomplete.
 */
export function readRange(
  from: string,
  to: string,
  timeZone: string,
): { readonly fromMs: number; readonly toMs: number } | { readonly problem: RangeProblem } {
  const fromMs = fromInputValue(from, timeZone) ?? -1;
  const toMs = fromInputValue(to, timeZone) ?? -1;
  if (fromMs < 0 || toMs < 0) {
    return { problem: 'incomplete' };
  }
  return fromMs <= toMs ? { fromMs, toMs: toMs + MINUTE_MS } : { problem: 'reversed' };
}
