import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next);
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('log-normal times have the median and the 95th percentile asked for', () => {
  const random = createRandom('times');
  const times = Array.from({ length: 20_000 }, () => random.logNormal(7_000, 25_000)).sort(
    (a, b) => a - b,
  );
  expect((times[10_000] ?? 0) / 7_000).toBeCloseTo(1, 1);
  expect((times[19_000] ?? 0) / 25_000).toBeCloseTo(1, 1);
});

test('a table of weights is kept to', () => {
  const random = createRandom('weights');
  const picked = Array.from({ length: 10_000 }, () => random.pick({ often: 3, seldom: 1 }));
  expect(picked.filter((name) => name === 'often').length / 10_000).toBeCloseTo(0.75, 1);
});
