import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { errandsPerMinute, errandsPerMinuteMax, versionAt } from './traffic.ts';

const MONTH = Array.from(
  { length: 30 * 24 * 4 },
  (_, quarter) => Date.UTC(2026, 3, 1) + quarter * 900_000,
);
/** Sessions per errand, from re-dials. */
const REDIALLED = 1.1;

test('a month has as many sessions as the rate says', () => {
  const perMinute = MONTH.map(
    (at) => errandsPerMinute('KE', at, 3) + errandsPerMinute('GH', at, 3),
  );
  const mean = perMinute.reduce((sum, value) => sum + value, 0) / MONTH.length;
  expect(mean * REDIALLED).toBeCloseTo(3, 1);
});

test('evenings are busier than nights, month ends than other days, and nothing passes the maximum', () => {
  const at = (day: number, hour: number) => errandsPerMinute('GH', Date.UTC(2026, 3, day, hour), 3);
  expect(at(14, 19)).toBeGreaterThan(5 * at(14, 2));
  expect(at(30, 12)).toBeCloseTo(1.6 * at(14, 12));
  for (const time of MONTH) {
    expect(errandsPerMinute('KE', time, 3)).toBeLessThanOrEqual(errandsPerMinuteMax('KE', 3));
  }
});

test('1.5.0 comes at the roll-out and not before', () => {
  const random = createRandom('versions');
  const rollout = { atMs: 1_000, mixedMs: 1_000 };
  const shareAt = (atMs: number) =>
    Array.from({ length: 2_000 }, () => versionAt(atMs, rollout, random)).filter(
      (version) => version === '1.5.0',
    ).length / 2_000;
  expect(shareAt(999)).toBe(0);
  expect(shareAt(1_500)).toBeCloseTo(0.5, 1);
  expect(shareAt(2_500)).toBeGreaterThan(0.8);
});
