import { performance } from 'node:perf_hooks';

// A wall clock that was stepped by more than this is followed; below it, the monotonic clock
// decides, so that a span never ends before its child.
const DRIFT_MAX_MS = 50;

let offsetMs = performance.timeOrigin;

/**
 * Now as unix milliseconds with fractions.
 *
 * One clock for steps and hooks: `Date.now()` alone would cut both to whole milliseconds, and
 * `performance.timeOrigin` alone stays behind after the machine slept
 * (https://github.com/open-telemetry/opentelemetry-js/issues/852).
 */
export function nowMs(): number {
  const monotonic = performance.now();
  const wall = Date.now();
  if (Math.abs(offsetMs + monotonic - wall) > DRIFT_MAX_MS) offsetMs = wall - monotonic;
  return offsetMs + monotonic;
}
