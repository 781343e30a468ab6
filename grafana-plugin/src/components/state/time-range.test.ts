import { expect, test } from 'vitest';
import { isNearlyEmptyMonth, toInterval } from './time-range.ts';

const NAIROBI = 'Africa/Nairobi';
const NOW = Date.UTC(2026, 10, 21, 1, 38, 12);
const DAY_MS = 86_400_000;

test('this month runs from its first midnight in the zone to the next month', () => {
  expect(toInterval({ preset: 'month' }, NOW, NAIROBI)).toEqual({
    fromMs: Date.UTC(2026, 9, 31, 21),
    toMs: Date.UTC(2026, 10, 30, 21),
  });
});

test('the last day of the year belongs to December, whose month ends in the next year', () => {
  const { toMs } = toInterval({ preset: 'month' }, Date.UTC(2026, 11, 31, 12), 'UTC');
  expect(toMs).toBe(Date.UTC(2027, 0, 1));
});

test('the last 30 days are 30 bars of days: today and 29 whole ones', () => {
  const { fromMs, toMs } = toInterval({ preset: '30d' }, NOW, 'UTC');
  expect(fromMs).toBe(Date.UTC(2026, 10, 21) - 29 * DAY_MS);
  expect(toMs).toBe(Date.UTC(2026, 10, 21, 1, 39));
});

test('the last 24 hours begin at a full hour', () => {
  const { fromMs } = toInterval({ preset: '24h' }, NOW, NAIROBI);
  expect(fromMs).toBe(Date.UTC(2026, 10, 20, 2));
});

test('the last six hours end now, and begin six hours before', () => {
  const { fromMs, toMs } = toInterval({ last: '6h' }, NOW, NAIROBI);
  expect([fromMs, toMs]).toEqual([Date.UTC(2026, 10, 20, 19, 39), Date.UTC(2026, 10, 21, 1, 39)]);
});

test('a fixed range stays as it is', () => {
  expect(toInterval({ fromMs: 1, toMs: 2 }, NOW, 'UTC')).toEqual({ fromMs: 1, toMs: 2 });
});

test('the last 30 days are offered on the first days of a month that shows little of the store', () => {
  const early = Date.UTC(2026, 10, 2);
  const month = { preset: 'month' } as const;
  expect(isNearlyEmptyMonth(month, early, 'UTC', 10, 1000)).toBe(true);
  expect(isNearlyEmptyMonth(month, early, 'UTC', 900, 1000)).toBe(false);
  expect(isNearlyEmptyMonth(month, NOW, 'UTC', 10, 1000)).toBe(false);
  expect(isNearlyEmptyMonth(month, NOW, 'UTC', 0, 1000)).toBe(true);
  expect(isNearlyEmptyMonth({ preset: '30d' }, early, 'UTC', 0, 1000)).toBe(false);
  expect(isNearlyEmptyMonth(month, early, 'UTC', 0, 0)).toBe(false);
});
