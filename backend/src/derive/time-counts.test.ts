import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quantile } from '../../test/answer-oracle.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { timeBucket, timeBucketSql, timeQuantiles } from './time-counts.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const countsOf = (times: readonly number[]) => {
  const counts: number[] = [];
  for (const ms of times) counts[timeBucket(ms)] = (counts[timeBucket(ms)] ?? 0) + 1;
  return Array.from(counts, (count = 0) => count);
};

const ranks = [0, 0.5, 0.95, 0.99, 1];
const times = fc.array(
  fc.oneof(fc.nat(60), fc.nat(5_000), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  { minLength: 1, maxLength: 50 },
);

test('a quantile is off by 1 % at most, however the times were counted apart', () => {
  fc.assert(
    fc.property(times, times, (some, others) => {
      const all = [...some, ...others];
      const found = timeQuantiles([countsOf(some), countsOf(others)], ranks);
      for (const [index, rank] of ranks.entries()) {
        const exact = quantile(all, rank);
        expect(Math.abs((found[index] ?? Number.NaN) - exact)).toBeLessThanOrEqual(
          exact * 0.010_001,
        );
      }
    }),
  );
});

test('up to 50 ms it is exact, and of no times there is none', () => {
  expect(timeQuantiles([countsOf([3, 7, 50])], ranks)).toEqual([3, 7, 7, 7, 50]);
  expect(timeQuantiles([[], []], ranks)).toEqual([]);
});

test('the database has the same buckets', async () => {
  // All up to a minute, and around each bucket's end beyond.
  const ends = Array.from({ length: 900 }, (_, index) => Math.floor(50 * (1.01 / 0.99) ** index));
  const all = [
    ...Array.from({ length: 60_001 }, (_, ms) => ms),
    ...ends.flatMap((ms) => [ms - 1, ms, ms + 1]),
    2 ** 32 - 1,
  ];
  const rows = await opened.store.query<{ bucket: number }>(
    `SELECT ${timeBucketSql('ms')} AS bucket FROM (SELECT arrayJoin([${all.join(', ')}]::Array(UInt32)) AS ms)`,
  );
  expect(rows.map(({ bucket }) => bucket)).toEqual(all.map(timeBucket));
});
