// As DDSketch has it (arxiv.org/abs/1908.10693): a bucket of logarithmic width answers within its error.
const ERROR = 0.01;
const GAMMA = (1 + ERROR) / (1 - ERROR);
// Up to here a bucket of that width would be narrower than a millisecond: each has its own.
const EXACT_MS = 50;

/** How many times fell into each bucket. */
export type TimeCounts = readonly number[];

/** The text of the bucket of an expression, whole milliseconds. */
export function timeBucketSql(ms: string): string {
  return `toUInt16(if(${ms} <= ${EXACT_MS}, ${ms}, ${EXACT_MS} + ceil(log(${ms} / ${EXACT_MS}) / ${Math.log(GAMMA)})))`;
}

/** The same as a number. */
export function timeBucket(ms: number): number {
  if (ms <= EXACT_MS) return ms;
  return EXACT_MS + Math.ceil(Math.log(ms / EXACT_MS) / Math.log(GAMMA));
}

/** A time that stands for all of its bucket, to 1 %. */
function msOf(bucket: number): number {
  if (bucket <= EXACT_MS) return bucket;
  return (EXACT_MS * 2 * GAMMA ** (bucket - EXACT_MS)) / (GAMMA + 1);
}

/** The times at ranks q(n - 1), milliseconds to 1 %; none of no times. */
export function timeQuantiles(times: readonly TimeCounts[], ranks: readonly number[]): number[] {
  const all: number[] = [];
  for (const counts of times) {
    counts.forEach((count, bucket) => {
      all[bucket] = (all[bucket] ?? 0) + count;
    });
  }
  const count = all.reduce((sum, one) => sum + one, 0);
  return count === 0 ? [] : ranks.map((rank) => msOf(bucketAt(all, rank * (count - 1))));
}

function bucketAt(counts: readonly number[], rank: number): number {
  let below = 0;
  return counts.findIndex((count = 0) => {
    below += count;
    return below > rank;
  });
}
