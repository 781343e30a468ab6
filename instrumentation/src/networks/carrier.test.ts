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

// Every word that a gateway is known to use for a network, where its country is known.
test.each([
  ['KE', 'saf', '63902'],
  ['KE', 'safaricom', '63902'],
  ['KE', 'Airtel', '63903'],
  ['NG', 'MTN', '62130'],
  ['NG', '9MOBILE', '62160'],
  ['NG', 'AIRTEL', '62120'],
  ['NG', 'GLO', '62150'],
  ['TZ', 'vodacom', '64004'],
  ['TZ', 'tigo', '64002'],
  ['TZ', 'tigotz', '64002'],
  ['TZ', 'airtel', '64005'],
  ['TZ', 'halotel', '64009'],
  ['TZ', 'ttcl', '64007'],
  ['GH', 'vodafone', '62002'],
  ['GH', 'glo', '62007'],
  ['ZA', 'MTN', '65510'],
  ['CI', 'MTN', '61205'],
  ['CM', 'MTN', '62401'],
])('in %s, %s is %s', (icc, name, code) => {
  const { mcc, mnc, icc: country } = carrierOf({ name, icc });
  expect(`${mcc}${mnc} ${country}`).toBe(`${code} ${icc}`);
});

test('a network code of a country', () => {
  expect(carrierOf({ mnc: '06', icc: 'GH' })).toEqual({
    mcc: '620',
    mnc: '06',
    name: 'AT',
    icc: 'GH',
  });
  expect(carrierOf({ mnc: 'x', icc: 'GH' })).toEqual({ icc: 'GH' });
});

test('a brand with two codes tells only the country', () => {
  expect(carrierOf({ name: 'Airtel', icc: 'UG' })).toEqual({ icc: 'UG' });
});

test('a name that is not known still tells the country', () => {
  expect(carrierOf({ name: 'New Network', icc: 'GH' })).toEqual({ icc: 'GH' });
});

test('no claim, no carrier', () => {
  expect(carrierOf(undefined)).toEqual({});
});
