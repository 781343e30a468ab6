import { expect, test } from 'vitest';
import { createBank } from './bank.ts';
import { customerOf, msisdnAt } from './customers.ts';
import { troubleFor } from './trouble.ts';

const from = msisdnAt('KE', 1);
const to = msisdnAt('KE', 3);
const pin = customerOf(from)?.pin ?? '';
const balanceOf = (bank: ReturnType<typeof createBank>, msisdn: string) =>
  bank.handle({
    method: 'GET',
    path: `/accounts/${msisdn}/balance`,
    pin: customerOf(msisdn)?.pin ?? '',
  }).body as { balance: number };

const calm = () =>
  createBank(
    () => 0.5,
    () => 0,
  );

test('a transfer moves the amount and keeps the fee', () => {
  const bank = calm();
  const before = [balanceOf(bank, from).balance, balanceOf(bank, to).balance];
  const reply = bank.handle({
    method: 'POST',
    path: '/transfers',
    body: { from, to, amount: 500, pin },
  });
  expect(reply.status).toBe(201);
  expect([balanceOf(bank, from).balance, balanceOf(bank, to).balance]).toEqual([
    (before[0] ?? 0) - 505,
    (before[1] ?? 0) + 500,
  ]);
});

test.each([
  ['a wrong PIN', { from, to, amount: 5, pin: 'none' }, 403],
  ['more than there is', { from, to, amount: 10_000_000, pin }, 402],
  ['a receiver nobody knows', { from, to: '254799999999', amount: 5, pin }, 404],
])('refuses %s and books nothing', (_what, body, status) => {
  const bank = calm();
  const before = balanceOf(bank, from);
  expect(bank.handle({ method: 'POST', path: '/transfers', body }).status).toBe(status);
  expect(balanceOf(bank, from)).toEqual(before);
});

test('one request in a hundred takes three seconds or more', () => {
  const draws = Array.from({ length: 100_000 }, () => troubleFor(Math.random, 0).delayMs);
  const slow = draws.filter((ms) => ms >= 3_000).length;
  expect(slow).toBeGreaterThan(700);
  expect(slow).toBeLessThan(1_500);
});
