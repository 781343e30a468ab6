/** The interval in which a rate lies with 95 % confidence, both ends between 0 and 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

// The 97.5 % quantile of the normal distribution.
const Z = 1.959963984540054;

/**
 * Wilson's score interval: unlike the plain normal one it stays within 0 and 1, and says something
 * at rates of 0 and 1 and at small n (Wilson 1927, JASA 22:209).
 *
 * @returns `undefined` for n = 0.
 */
export function wilsonInterval(successes: number, n: number): Interval | undefined {
  if (n === 0) return undefined;
  const rate = successes / n;
  const z2 = Z * Z;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  // At the ends the interval touches 0 and 1 exactly; floating point would miss them by a hair.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
