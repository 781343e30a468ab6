const whole = new Intl.NumberFormat('en-GB');

/** `12,304`. */
export function formatCount(n: number): string {
  return whole.format(n);
}

/** `1 session`, `12,304 sessions`. */
export function formatCountOf(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

/** A share of 1 as `62.4 %`; never `100.0 %` or `0.0 %` unless it is exactly that. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) {
    return '< 0.1 %';
  }
  if (percent < 100 && percent > 99.95) {
    return '> 99.9 %';
  }
  return `${percent === 100 || percent === 0 ? percent : percent.toFixed(1)} %`;
}
