const whole = new Intl.NumberFormat('en-GB');

/** `12,304`. */
export function formatCount(n: number): string {
  return whole.format(n);
}

/** `1 session`, `12,304 sessions`. */
export function formatCountOf(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

// Between a number and its unit, so that a line never breaks there.
const NBSP = '\u00a0';

/** A share of 1 as `62.4 %`; never `100.0 %` or `0.0 %` unless it is exactly that. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) {
    return `<${NBSP}0.1${NBSP}%`;
  }
  if (percent < 100 && percent > 99.95) {
    return `>${NBSP}99.9${NBSP}%`;
  }
  return `${percent === 100 || percent === 0 ? percent : percent.toFixed(1)}${NBSP}%`;
}
