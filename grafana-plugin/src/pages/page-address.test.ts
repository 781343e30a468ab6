import { expect, test } from 'vitest';
import { readAddress, sessionHref, writeAddress } from './page-address.ts';

test('view and data source come back from the address, and Grafana’s own parameter stays', () => {
  const address = readAddress('?network=MTN&ds=hop&orgId=2&kiosk=1');
  expect(address.datasourceUid).toBe('hop');
  expect(address.state.filters).toEqual({ network: ['MTN'] });
  const written = writeAddress(address, '?orgId=2');
  expect(written).toBe('network=MTN&ds=hop&orgId=2');
  expect(readAddress(`?${written}`)).toEqual(address);
});

test('a number in the address is not kept', () => {
  const search = '?subscriber=%2B254711000111&attr.user.id=254711000111&msisdn=254711000111';
  expect(writeAddress(readAddress(search), search)).toBe('');
});

test('the page of a session names its trace', () => {
  expect(sessionHref('a'.repeat(32), 'my hop')).toBe(
    `/a/hopscope-ussd-app/sessions/${'a'.repeat(32)}?ds=my+hop`,
  );
});

test('a dashboard’s time zone comes along and stays; what is none does not', () => {
  expect(readAddress('?timezone=Africa%2FNairobi').timeZone).toBe('Africa/Nairobi');
  expect(readAddress('?timezone=utc').timeZone).toBe('UTC');
  const written = writeAddress(readAddress('?timezone=Africa%2FNairobi&network=MTN'), '');
  expect(written).toBe('network=MTN&timezone=Africa%2FNairobi');
  for (const search of ['', '?timezone=', '?timezone=Mars%2FOlympus']) {
    expect(readAddress(search).timeZone).toBeUndefined();
  }
});
