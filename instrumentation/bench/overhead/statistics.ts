/** The middle of a list. */
export function median(list: readonly number[]): number {
  return quantile(list, 0.5);
}

/** The value below which a share of a list lies. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

/** Each of one list compared with its neighbour in another: a busy machine makes both slow. */
export function paired(
  list: readonly number[],
  others: readonly number[],
  compare: (one: number, other: number) => number,
): number[] {
  return list.map((one, index) => compare(one, others[index] ?? Number.NaN));
}

const RESAMPLES = 2_000;

/**
 * What a figure of two paired lists would have been with other rounds of the same kind: bootstrap, rounds
 * drawn with replacement (Efron 1979).
 */
export function resampled(
  list: readonly number[],
  others: readonly number[],
  figure: (list: readonly number[], others: readonly number[]) => number,
): number[] {
  return Array.from({ length: RESAMPLES }, () => {
    const drawn = list.map(() => Math.floor(Math.random() * list.length));
    const of = (values: readonly number[]) => drawn.map((index) => values[index] ?? Number.NaN);
    return figure(of(list), of(others));
  });
}
