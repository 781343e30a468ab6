import { expect, test } from 'vitest';
import { asDialled, dialledOf } from './service-code.ts';

test.each([
  ['713*4', '*713*4#'],
  ['*468', '*468#'],
  ['*468#', '*468#'],
  ['123', '*123#'],
  ['b230733cd56b4a0f', 'b230733cd56b4a0f'],
  ['', ''],
])('the code %s is dialled as %s', (code, dialled) => {
  expect(asDialled(code)).toBe(dialled);
});

test.each(['*713#', '*713*1*4821#', '#1', '145#', '145*1*4821'])('%s was dialled', (text) => {
  expect(dialledOf(text)).toBe(text);
});

test.each([undefined, '', 'Hello', '1', '4821', 'a*1'])('%s was not', (text) => {
  expect(dialledOf(text)).toBeUndefined();
});
