import { expect, test } from 'vitest';
import { createNumberLookups } from './number-lookups.ts';

function lookupsOf(perMinute: number) {
  const logged: unknown[][] = [];
  const clock = { ms: 1_000_000 };
  const log = { warn: (...args: unknown[]) => void logged.push(args) };
  return { logged, clock, ...createNumberLookups(log, perMinute, () => clock.ms) };
}

const number = (index: number) => `+2547110${String(index).padStart(5, '0')}`;

test('no more different numbers are looked for in a minute than allowed', () => {
  const { take, clock } = lookupsOf(3);
  take([number(1), undefined, number(2)]);
  clock.ms += 59_000;
  take([number(3)]);
  expect(() => take([number(4)])).toThrow(expect.objectContaining({ status: 429 }));
  clock.ms += 1_000;
  take([number(4), number(5)]);
  expect(() => take([number(6)])).toThrow();
});

test('a dashboard that asks for one number again and again is not refused', () => {
  const { take, clock } = lookupsOf(1);
  for (let time = 0; time < 100; time += 1) {
    take(['+254 711 000 111', '00254711000111']);
    clock.ms += 5_000;
  }
});

test('a refusal is logged once a minute, without any number', () => {
  const { take, clock, logged } = lookupsOf(1);
  take([number(1)]);
  for (let index = 2; index < 50; index += 1) expect(() => take([number(index)])).toThrow();
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toMatch(/\d{4}/);
  clock.ms += 60_000;
  take([number(1)]);
  expect(() => take([number(2)])).toThrow();
  expect(logged).toHaveLength(2);
});
