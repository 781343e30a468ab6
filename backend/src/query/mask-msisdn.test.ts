import { expect, test } from 'vitest';
import { maskMsisdn } from './mask-msisdn.ts';

test.each([
  ['+254711000111', '+254 7•• ••• 111'],
  ['233244123456', '+233 2•• ••• 456'],
  ['+27821234567', '+27 8•• ••• 567'],
  ['+2348031234567', '+234 8 ••• ••• 567'],
  ['', ''],
])('%s is shown as %s', (msisdn, masked) => {
  expect(maskMsisdn(msisdn)).toBe(masked);
});
