import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOwnNumberMask } from './mask-own-number.ts';

const NUMBER = '+254711000111';
const MASK = '+254 7•• ••• 111';
const mask = createOwnNumberMask(NUMBER);

test.each([
  ['Sent to +254711000111.', `Sent to ${MASK}.`],
  ['0711000111', MASK],
  ['0711 000 111 or 711-000-111', `${MASK} or ${MASK}`],
  ['+254 711 000 111', MASK],
  ['+254 (0) 711 000111', MASK],
  ['00254711000111', MASK],
  [
    'http://bank.test/users/254711000111/?to=%2B254711000111',
    `http://bank.test/users/${MASK}/?to=${MASK}`,
  ],
  [
    'http://bank.test/?to=%20254711000111&x=%220711000111%22',
    `http://bank.test/?to=%20${MASK}&x=%22${MASK}%22`,
  ],
  ['100%711000111', `100%${MASK}`],
  ['Pay 50 0711000111', `Pay 50 ${MASK}`],
  ['{"to":"+254711000111","n":1}', `{"to":"${MASK}","n":1}`],
  ['{"to":254711000111,"n":1}', `{"to":"${MASK}","n":1}`],
  ['[711000111, {"to": "0711', `["${MASK}", {"to": "0711`],
])('the own number is masked in %s', (text, masked) => {
  expect(mask(text)).toBe(masked);
});

test('numbers of others, amounts and texts without the number stay as they are', () => {
  for (const text of ['0722000111', 'KES 711', '{"to":"+254722333444"}', '7\n1\n1', '']) {
    expect(mask(text)).toBe(text);
  }
  expect(createOwnNumberMask('')('0711000111')).toBe('0711000111');
});

test('a number with ten national digits is masked in its national form too', () => {
  const nigerian = createOwnNumberMask('+2348031234567');
  expect(nigerian('0803 123 4567, 8031234567')).not.toMatch(/123/);
});

test('however the number is written and whatever stands around it, its digits are gone', () => {
  const separator = fc.constantFrom('', ' ', '-', '%20', '. ');
  const prefix = fc.constantFrom('', '0', '254', '+254', '00254', '%2B254', '+254 ', '254-0');
  fc.assert(
    fc.property(fc.string(), prefix, separator, fc.string(), (before, start, between, after) => {
      const written = ['711', '000', '111'].join(between);
      const masked = mask(`${before}${start}${written}${after}`);
      expect(masked).not.toContain(written);
      expect(masked).toContain(MASK);
    }),
  );
});
