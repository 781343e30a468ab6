import { expect, test } from 'vitest';
import { addValue, removeValue, toPills } from './filter-pills.ts';

test('each value is a pill, and taking it away leaves the others', () => {
  const filters = { network: ['MTN', 'Telecel'], hookError: true } as const;
  const pills = toPills(filters);
  expect(pills.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'Network: MTN',
    'Network: Telecel',
    'Hook: failed',
  ]);
  expect(pills[0]?.without).toEqual({ network: ['Telecel'], hookError: true });
  expect(pills[2]?.without).toEqual({ network: ['MTN', 'Telecel'] });
});

test('the last value of a filter takes the filter with it', () => {
  expect(removeValue({ version: ['2'] }, 'version', '2')).toEqual({});
});

test('a value is added once', () => {
  expect(addValue(addValue({}, 'network', 'MTN'), 'network', 'MTN')).toEqual({ network: ['MTN'] });
});

test('a subscriber is shown by the short pseudonym, never more', () => {
  const [pill] = toPills({ userHash: ['k1.AbCdEfGhIjKlMnOpQrStUv'] });
  expect(pill).toMatchObject({ name: 'Subscriber', value: 'AbCdEf' });
});

test('a subscriber who was searched for by number is told by its last digits', () => {
  const hash = 'k1.AbCdEfGhIjKlMnOpQrStUv';
  const [pill] = toPills({ userHash: [hash] }, new Map([[hash, '111']]));
  expect(pill).toMatchObject({ name: 'Number', value: 'ending 111', without: {} });
});

test('a network that nobody knows has a name, and can be taken away', () => {
  const [pill] = toPills({ network: [''] });
  expect(pill).toMatchObject({ name: 'Network', value: 'Unknown', without: {} });
});
