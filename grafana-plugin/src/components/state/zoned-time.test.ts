import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fromInputValue,
  fromWallTime,
  toInputValue,
  toWallTime,
  utcOffsetText,
} from './zoned-time.ts';

const ZONES = [
  'UTC',
  'Africa/Nairobi',
  'Africa/Accra',
  'Africa/Cairo',
  'Europe/London',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];
const MINUTE_MS = 60_000;

test('an instant comes back from its wall-clock time, in every zone, but for the doubled hour', () => {
  const minutes = fc.integer({ min: 0, max: 50 * 365 * 24 * 60 });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
      const ms = minute * MINUTE_MS;
      const wall = toWallTime(ms, zone);
      const back = fromWallTime(wall, zone);
      // In autumn two instants have the same wall-clock time: the first of them answers.
      expect(toWallTime(back, zone)).toEqual(wall);
      expect(ms - back).toBeGreaterThanOrEqual(0);
      expect(ms - back).toBeLessThanOrEqual(60 * MINUTE_MS);
    }),
  );
});

test('a time that the clocks skip becomes the instant an hour later on the clock', () => {
  const skipped = { year: 2026, month: 3, day: 29, hour: 1, minute: 30 };
  const ms = fromWallTime(skipped, 'Europe/London');
  expect(toWallTime(ms, 'Europe/London')).toEqual({ ...skipped, hour: 2 });
});

test('of the two instants of a doubled hour, the first one answers', () => {
  const doubled = { year: 2026, month: 10, day: 25, hour: 1, minute: 30 };
  expect(fromWallTime(doubled, 'Europe/London')).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

test('days and months overflow into the next', () => {
  const wall = { year: 2026, month: 13, day: 1, hour: 0, minute: 0 };
  expect(fromWallTime(wall, 'UTC')).toBe(Date.UTC(2027, 0, 1));
});

test('an input value reads back as the same minute', () => {
  const ms = Date.UTC(2026, 10, 21, 1, 38);
  expect(toInputValue(ms, 'Africa/Nairobi')).toBe('2026-11-21T04:38');
  expect(fromInputValue('2026-11-21T04:38', 'Africa/Nairobi')).toBe(ms);
});

test('an emptied input is no time', () => {
  expect(fromInputValue('', 'UTC')).toBeUndefined();
});

test('offsets are told with half hours, and UTC as itself', () => {
  const ms = Date.UTC(2026, 10, 21);
  expect(utcOffsetText(ms, 'Africa/Nairobi')).toBe('UTC+3');
  expect(utcOffsetText(ms, 'America/St_Johns')).toBe('UTC−3:30');
  expect(utcOffsetText(ms, 'Africa/Accra')).toBe('UTC');
});
