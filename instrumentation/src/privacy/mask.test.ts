import { expect, test } from 'vitest';
import { maskDigits, maskWordsWithDigits } from './mask.ts';

test.each([
  ['Balance KES 1,250.00', 'Balance KES •••'],
  ['Send to 0711 000 111?', 'Send to •••?'],
  ['Call +254711000111', 'Call +•••'],
  ['ACC1001', 'ACC•••'],
  ['Due 21/11/2026', 'Due •••'],
  ['1. Bundle 500MB\n2. 1.5GB', '1. Bundle •••MB\n2. 1.5GB'],
  ['1.500MB @ 20', '1.•••MB @ 20'],
  ['12.50', '•••'],
  ['1. Yes\n2. No\n98. More', '1. Yes\n2. No\n98. More'],
  ['٠١٢٣٤', '•••'],
])('digit runs of three or more are masked, option numbers stay: %s', (text, masked) => {
  expect(maskDigits(text)).toBe(masked);
});

test('where a secret may be any word, every word with a digit is masked', () => {
  expect(maskWordsWithDigits('1. Your code ab1 is set\n0. Back')).toBe(
    '1. Your code ••• is set\n0. Back',
  );
});
