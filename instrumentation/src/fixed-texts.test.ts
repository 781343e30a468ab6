import { expect, test } from 'vitest';
import { FixedTexts } from './fixed-texts.ts';

function counted() {
  const texts = new FixedTexts<string | undefined>();
  const read: string[] = [];
  const reading = (text: string) =>
    texts.reading(text, () => {
      read.push(text);
      return text === '' ? undefined : text.toUpperCase();
    });
  return { read, reading };
}

test.each(['1. Balance\n2. Send', '', 'Enter 10'])('%j is read once', (text) => {
  const { read, reading } = counted();
  expect([reading(text), reading(text)]).toEqual(Array(2).fill(text.toUpperCase() || undefined));
  expect(read).toEqual([text]);
});

test.each([
  ['a number', 'Balance 482'],
  ['a grouped number', 'Code 4-8-2'],
  ['Arabic digits', 'Code ٤٨٢'],
  ['a very long text', 'a'.repeat(1_001)],
])('%s is not kept', (_, text) => {
  const { read, reading } = counted();
  expect([reading(text), reading(text)]).toEqual(Array(2).fill(text.toUpperCase()));
  expect(read).toHaveLength(2);
});

test('of endless texts the latest are kept, and those that are asked for', () => {
  const { read, reading } = counted();
  const word = (index: number) =>
    [...String(index)].map((digit) => `x${'abcdefghij'[+digit]}`).join('');
  for (let index = 0; index < 1_000; index++) {
    reading('menu');
    reading(word(index));
  }
  expect(read.filter((text) => text === 'menu')).toHaveLength(1);
  reading(word(999));
  reading(word(0));
  expect(read.filter((text) => text === word(999))).toHaveLength(1);
  expect(read.filter((text) => text === word(0))).toHaveLength(2);
});
