import { expect, test } from 'vitest';
import { readAddress } from './page-address.ts';

const filtersOf = (search: string) => readAddress(search).state.filters;

test.each([
  ['?var-network=MTN&var-network=Airtel', { network: ['MTN', 'Airtel'] }],
  ['?var-network=$__all&var-serviceCode=*384%23', { serviceCode: ['*384#'] }],
  ['?var-version=1.4.0&var-provider=nalo', { version: ['1.4.0'], provider: ['nalo'] }],
  ['?var-filters=outcome|%3D|abandoned', { outcome: ['abandoned'] }],
  [
    '?var-filters=app.language|%3D|sw&var-filters=',
    { attributes: [{ key: 'app.language', operator: '=', value: 'sw' }] },
  ],
  [
    '?var-filters=app.plan|%3D|a__gfp__b__gfc__c',
    { attributes: [{ key: 'app.plan', operator: '=', value: 'a|b,c' }] },
  ],
  ['?var-filters=outcome|!%3D|completed', {}],
  ['?var-filters=user.id|%3D|254711000111&var-filters=msisdn|%3D|254711000111', {}],
  ['?var-ds=hop&var-hook=charge&var-stackBy=network', {}],
])('a dashboard’s link %s narrows the page as the dashboard was', (search, filters) => {
  expect(filtersOf(search)).toEqual(filters);
});

test.each([
  ['?var-network=MTN&var-network=Airtel&var-filters=network|%3D|MTN', { network: ['MTN'] }],
  ['?var-network=$__all&var-filters=network|%3D|MTN', { network: ['MTN'] }],
  // No session has both: the dashboard shows none, and so does the page.
  [
    '?var-network=Airtel&var-filters=network|%3D|MTN',
    { network: ['Airtel'], attributes: [{ key: 'network', operator: '=', value: 'MTN' }] },
  ],
])('where variable and ad-hoc filter are of the same field both hold: %s', (search, filters) => {
  expect(filtersOf(search)).toEqual(filters);
});

test('what stands for no value in the dashboard’s menus is none on the page', () => {
  expect(filtersOf('?var-network=(unknown)')).toEqual({ network: [''] });
  expect(filtersOf('?var-filters=network|%3D|(unknown)')).toEqual({ network: [''] });
  expect(filtersOf('?var-network=')).toEqual({});
});

test('sessions lost without a screen are found on the page, too', () => {
  expect(filtersOf('?var-filters=lastStep|%3D|(no screen)')).toEqual({
    attributes: [{ key: 'stepCount', operator: '=', value: '0' }],
  });
});

test('the row that was clicked wins over the variable', () => {
  expect(filtersOf('?var-network=MTN&var-network=Airtel&network=Airtel')).toEqual({
    network: ['Airtel'],
  });
  expect(filtersOf('?var-filters=outcome|%3D|abandoned&outcome=completed')).toEqual({
    outcome: ['completed'],
  });
  const both = '?var-network=Airtel&var-filters=network|%3D|MTN&network=Telkom';
  expect(filtersOf(both)).toEqual({ network: ['Telkom'] });
});
