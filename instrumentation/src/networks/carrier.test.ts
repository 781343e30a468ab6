import { expect, test } from 'vitest';
import { carrierOf } from './carrier.ts';

test.each([
  ['63902', { mcc: '639', mnc: '02', name: 'Safaricom', icc: 'KE' }],
  ['63999', { mcc: '639', mnc: '99', name: 'Equitel', icc: 'KE' }],
  ['62160', { mcc: '621', mnc: '60', name: '9mobile', icc: 'NG' }],
  ['62002', { mcc: '620', mnc: '02', name: 'Telecel', icc: 'GH' }],
  ['63977', { mcc: '639', mnc: '77', icc: 'KE' }],
  ['99999', {}],
  ['', {}],
  ['Safaricom', {}],
])('a code of country and network: %s', (mccmnc, carrier) => {
  expect(carrierOf({ mccmnc })).toEqual(carrier);
});

test.each([
  ['MTN', '01', 'MTN'],
  ['VODAFONE', '02', 'Telecel'],
  ['Telecel', '02', 'Telecel'],
  ['AIRTELTIGO', '06', 'AT'],
  ['Tigo', '03', 'AT'],
  ['Glo', '07', 'Globacom'],
])('a Ghanaian name: %s', (name, mnc, brand) => {
  expect(carrierOf({ name, icc: 'GH' })).toEqual({ mcc: '620', mnc, name: brand, icc: 'GH' });
});

test('a name that is not known still tells the country', () => {
  expect(carrierOf({ name: 'New Network', icc: 'GH' })).toEqual({ icc: 'GH' });
});

test('no claim, no carrier', () => {
  expect(carrierOf(undefined)).toEqual({});
});
