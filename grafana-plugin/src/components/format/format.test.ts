import { expect, test } from 'vitest';
import { formatDateTime, formatDay, formatTick, splitDateTime } from './date.ts';
import { formatAgo, formatDuration } from './duration.ts';
import { formatCountOf, formatShare } from './number.ts';
import { OUTCOME_WORDS, outcomeMeaning, outcomesOfKind, outcomeWords } from './outcome-words.ts';
import { toPseudonym } from './pseudonym.ts';

const NBSP = '\u00a0';

test.each([
  [-5, '0 ms'],
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [59_949, '60 s'],
  [59_950, '1 min 00 s'],
  [72_400, '1 min 12 s'],
  [3_599_400, '59 min 59 s'],
  [3_600_000, '1 h 00 min'],
  [7_380_000, '2 h 03 min'],
])('%d ms reads as %s', (ms, text) => {
  expect(formatDuration(ms).replaceAll(NBSP, ' ')).toBe(text);
});

test.each([
  [-10, 'just now'],
  [12_000, '12 s ago'],
  [200_000, '3 min ago'],
  [86_400_000, '24 h ago'],
  [5 * 86_400_000, '5 days ago'],
])('%d ms back is %s', (ms, text) => {
  expect(formatAgo(ms)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.0001, '< 0.1 %'],
  [0.6244, '62.4 %'],
  [0.9999, '> 99.9 %'],
  [1, '100 %'],
])('a share of %d reads as %s: 0 and 100 only when it is exactly that', (share, text) => {
  expect(formatShare(share).replaceAll(NBSP, ' ')).toBe(text);
});

test('a number and its unit stay on one line', () => {
  expect(formatDuration(4200)).toBe('4.2\u00a0s');
  expect(formatShare(0.5)).toBe('50.0\u00a0%');
});

test('counts agree with their word', () => {
  expect(formatCountOf(1, 'session')).toBe('1 session');
  expect(formatCountOf(12_304, 'session')).toBe('12,304 sessions');
});

test('dates are written out and in the zone given', () => {
  const ms = Date.UTC(2026, 10, 20, 22, 5, 9);
  expect(formatDateTime(ms, 'Africa/Nairobi')).toBe('21 Nov 2026, 01:05:09');
  expect(formatDay(ms, 'UTC')).toBe('Fri 20 Nov 2026');
  expect(formatTick(ms, 'time', 'Africa/Nairobi')).toBe('01:05');
});

test('a pseudonym is the head of the hash, without its key id', () => {
  expect(toPseudonym('k1.AbCdEfGhIjKlMnOpQrStUv')).toBe('AbCdEf');
});

test('every outcome belongs to exactly one kind', () => {
  const kinds = ['completed', 'declined', 'left', 'fault', 'open'] as const;
  const all = kinds.flatMap((kind) => outcomesOfKind(kind));
  expect(all.sort()).toEqual(Object.keys(OUTCOME_WORDS).sort());
});

test('an outcome of a newer backend is shown by its own word', () => {
  expect(outcomeWords('teleported').label).toBe('teleported');
});

test('a completion that is inferred claims no goal: none was set for the code', () => {
  expect(outcomeMeaning('completed', 'inferred')).toMatch(/^The app ended the session on a screen/);
  expect(outcomeMeaning('completed', 'inferred')).not.toContain('goal');
  expect(outcomeMeaning('completed', 'goal')).toBe('The user reached a goal.');
});

test('a date can be said without its year', () => {
  const ms = Date.UTC(2026, 8, 5, 22, 38, 4);
  expect(splitDateTime(ms, 'Africa/Nairobi')).toEqual(['6 Sept', ' 2026', ', 01:38:04']);
  expect(splitDateTime(ms, 'UTC').join('')).toBe(formatDateTime(ms, 'UTC'));
});
