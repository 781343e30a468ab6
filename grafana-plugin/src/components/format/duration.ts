// Between a number and its unit, so that a line never breaks there.
const NBSP = '\u00a0';

/**
 * A duration for reading: `340 ms`, `4.2 s`, `1 min 05 s`, `2 h 03 min`.
 *
 * Two units at most; a negative value (clocks that disagree) shows as `0 ms`.
 */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1000) {
    return `${whole}${NBSP}ms`;
  }
  if (whole < 59_950) {
    const seconds = whole / 1000;
    return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)}${NBSP}s`;
  }
  const seconds = Math.round(whole / 1000);
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)}${NBSP}min ${String(seconds % 60).padStart(2, '0')}${NBSP}s`;
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}${NBSP}h ${String(minutes % 60).padStart(2, '0')}${NBSP}min`;
}

/** How long ago, in one unit: `just now`, `12 s ago`, `3 min ago`, `5 days ago`. */
export function formatAgo(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 3) {
    return 'just now';
  }
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  if (seconds < 172_800) {
    return `${Math.floor(seconds / 3600)} h ago`;
  }
  return `${Math.floor(seconds / 86_400)} days ago`;
}
