import { describe, expect, test } from 'vitest';
import { flagOf, headerOf, lookUp, nonEmpty, parseFields, wholeNumber } from './fields.ts';

describe("a request's fields", () => {
  test.each([
    ['JSON, whatever stands before it', '/', ' \n{"a":"1"}', { a: '1' }],
    ['XML, whatever stands before it', '/', '\n <r><a>1</a></r>', { '<': 'r', a: '1' }],
    ['a form', '/?b=2', 'a=1', { a: '1' }],
    ['the query where the body has none', '/?b=2', '', { b: '2' }],
    ['nothing', '/', '', undefined],
  ])('are read from %s', (_name, path, body, fields) => {
    expect(parseFields(path, body)).toEqual(fields);
  });

  test('are not looked for in more than 65,536 characters', () => {
    expect(parseFields('/', `a=${'x'.repeat(65_534)}`)).toBeDefined();
    expect(parseFields('/', `a=${'x'.repeat(65_535)}`)).toBeUndefined();
  });

  test('are only those that were sent', () => {
    const fields = parseFields('/', '__proto__=x&a=1') ?? {};
    expect(fields.constructor).toBeUndefined();
    expect(Object.keys(fields)).toEqual(['__proto__', 'a']);
  });
});

test.each([
  ['12', 12],
  [12, 12],
  ['1'.repeat(12), 111_111_111_111],
  ['1'.repeat(13), undefined],
  ['1.5', undefined],
  ['', undefined],
])('the whole number in %j is %s', (value, number) => {
  expect(wholeNumber(value)).toBe(number);
});

test.each([
  [true, true],
  ['TRUE', true],
  [1, true],
  ['False', false],
  ['0', false],
  ['yes', undefined],
])('the flag in %j is %s', (value, flag) => {
  expect(flagOf(value)).toBe(flag);
});

test('a word means only what it was given, an empty text nothing, and a header counts in any case', () => {
  expect(lookUp({ a: 1 }, 'a')).toBe(1);
  expect(lookUp({ a: 1 }, 'constructor')).toBeUndefined();
  expect(nonEmpty('')).toBeUndefined();
  expect(nonEmpty(0)).toBe('0');
  expect(headerOf({ 'X-Session': ['s', 't'] }, 'x-session')).toBe('s');
});
