import { expect, test } from 'vitest';
import { NETWORKS } from '../../../instrumentation/src/networks/networks.ts';
import { CALLING_CODES, callingCodeText, lacksCountryCode } from './calling-codes.ts';

test.each([
  ['+254700000001', false],
  ['00254700000001', false],
  ['254 700 000 001', false],
  ['2330241234567', false],
  ['2201234567', false],
  ['700000001', true],
  ['0711 000 111', true],
  ['(0)711 000 111', true],
  ['8031234567', true],
])('%s is without its country code: %s', (text, expected) => {
  expect(lacksCountryCode(text)).toBe(expected);
});

test('every country whose networks are known has its code, by its name', () => {
  const known = Object.values(NETWORKS).map(({ icc }) => icc);
  expect(known.filter((country) => CALLING_CODES[country] === undefined)).toEqual([]);
  expect(callingCodeText('GH')).toBe('+233 (Ghana)');
});
