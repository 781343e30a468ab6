import { expect, test } from 'vitest';
import { bucketStarts } from './bucket-starts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (starts: readonly number[]) => starts.map((start) => new Date(start).toISOString());

test('days begin at local midnight', () => {
  const from = Date.UTC(2026, 10, 1, 5);
  const { starts } = bucketStarts(from, from + 2 * DAY, DAY, 'Africa/Nairobi');
  expect(iso(starts)).toEqual([
    '2026-10-31T21:00:00.000Z',
    '2026-11-01T21:00:00.000Z',
    '2026-11-02T21:00:00.000Z',
  ]);
});

test('a day with a clock change is one bucket', () => {
  const { starts } = bucketStarts(
    Date.parse('2026-03-28T00:00:00+01:00'),
    Date.parse('2026-03-31T00:00:00+02:00'),
    DAY,
    'Europe/Berlin',
  );
  expect(iso(starts)).toEqual([
    '2026-03-27T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
});

test('hours begin at full local hours, also where the offset is half an hour', () => {
  const from = Date.parse('2026-11-21T10:10:00+05:30');
  const { starts } = bucketStarts(from, from + HOUR, HOUR, 'Asia/Kolkata');
  expect(iso(starts)).toEqual(['2026-11-21T04:30:00.000Z', '2026-11-21T05:30:00.000Z']);
});

test('the width is chosen so that a chart can be read', () => {
  const to = Date.UTC(2026, 10, 21);
  expect(bucketStarts(to - HOUR, to, undefined, 'UTC').intervalMs).toBe(5 * 60_000);
  expect(bucketStarts(to - DAY, to, undefined, 'UTC').intervalMs).toBe(HOUR);
  expect(bucketStarts(to - 31 * DAY, to, undefined, 'UTC').intervalMs).toBe(DAY);
});

test('a width that would give millions of buckets is made wider', () => {
  const to = Date.UTC(2026, 10, 21);
  expect(bucketStarts(to - 365 * DAY, to, 1_000, 'UTC').starts.length).toBeLessThanOrEqual(2_001);
});

test('an empty range is one bucket', () => {
  expect(bucketStarts(0, 0, undefined, 'UTC').starts).toEqual([0]);
});

test.each([0, undefined])('with a width of %s one is chosen, also for a moment', (intervalMs) => {
  const from = Date.UTC(2026, 10, 1, 5);
  expect(bucketStarts(from, from, intervalMs, 'UTC')).toEqual({
    starts: [from],
    intervalMs: 60_000,
  });
  expect(bucketStarts(from, from + DAY, intervalMs, 'UTC').starts).toHaveLength(24);
});
