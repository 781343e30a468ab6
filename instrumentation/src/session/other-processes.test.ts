import { expect, test } from 'vitest';
import { OtherProcesses } from './other-processes.ts';

const HOUR_MS = 60 * 60_000;

test('another process is remembered for an hour after it was last sighted, of its provider only', () => {
  const others = new OtherProcesses();
  others.sighted('hubtel', HOUR_MS);
  // Requests are not recorded in the order of their arrival.
  others.sighted('hubtel', 0);
  expect(others.serve('hubtel', 2 * HOUR_MS - 1)).toBe(true);
  expect(others.serve('hubtel', 2 * HOUR_MS)).toBe(false);
  expect(others.serve('nalo', HOUR_MS)).toBe(false);
});
