import { expect, test } from 'vitest';
import { countryOfName, countryOfNumber } from './country.ts';

test.each([
  ['233241234567', 'GH'],
  ['+254711000111', 'KE'],
  ['27829991234', 'ZA'],
  ['2252312345', 'CI'],
  ['0240000001', undefined],
  ['94771234567', undefined],
  ['', undefined],
])('the country of %s', (msisdn, icc) => {
  expect(countryOfNumber(msisdn)).toBe(icc);
});

test.each([
  ['Ghana', 'GH'],
  ['KENYA', 'KE'],
  ['south africa', 'ZA'],
  ["Cote d'Ivoire", 'CI'],
  ['Atlantis', undefined],
  ['', undefined],
])('the country called %s', (name, icc) => {
  expect(countryOfName(name)).toBe(icc);
});
