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
