import { expect, test } from 'vitest';
import { readRange } from './read-range.ts';

test('both ends are inclusive to the minute, in the zone', () => {
  expect(readRange('2026-11-21T01:00', '2026-11-21T01:00', 'Africa/Nairobi')).toEqual({
    fromMs: Date.UTC(2026, 10, 20, 22),
    toMs: Date.UTC(2026, 10, 20, 22, 1),
  });
});

test('a To before From and a date that is still being typed are told apart', () => {
  expect(readRange('2026-11-21T01:00', '2026-11-20T01:00', 'UTC')).toEqual({ problem: 'reversed' });
  expect(readRange('2026-11-21T01:00', '', 'UTC')).toEqual({ problem: 'incomplete' });
  expect(readRange('0002-11-21T01:00', '2026-11-20T01:00', 'UTC')).toEqual({
    problem: 'incomplete',
  });
});
