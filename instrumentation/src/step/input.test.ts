import { expect, test } from 'vitest';
import { splitDialled } from './dialled.ts';
import { newInput } from './input.ts';

test.each([
  ['the first input', '', '1', { kind: 'typed', text: '1' }],
  ['the next input', '1', '1*2', { kind: 'typed', text: '2' }],
  ['the same choice again is a new input', '1', '1*1', { kind: 'typed', text: '1' }],
  ['the same text again is a repetition', '1*1', '1*1', { kind: 'repeated' }],
  ['an empty input', '1', '1*', { kind: 'typed', text: '' }],
  [
    'a prefix of another number is not the text before',
    '1',
    '12',
    { kind: 'unplaced', text: '12', parts: ['12'] },
  ],
  [
    'two inputs at once',
    '1',
    '1*2*3',
    { kind: 'unplaced', text: '3', added: '2*3', parts: ['1', '2', '3'] },
  ],
  ['nothing known before', undefined, '1*2', { kind: 'unplaced', text: '2', parts: ['1', '2'] }],
])('what a cumulative text adds: %s', (_name, before, text, expected) => {
  expect(newInput(before, text, '*')).toEqual(expected);
});

test.each([
  ['*928#', '*928#', []],
  ['*928*1#', '*928*1#', []],
  ['*928*1*2*500#', '*928*1#', ['2', '500']],
  ['*928*0244123456#', '*928#', ['0244123456']],
  ['*920*482113#', '*920#', ['482113']],
  ['*920*48211*1#', '*920#', ['48211', '1']],
  ['#123#', '*123#', []],
  ['hello', '', []],
])(
  'a dialled string is a code of at most two parts, and inputs: %s',
  (dialled, serviceCode, inputs) => {
    expect(splitDialled(dialled)).toMatchObject({ serviceCode, inputs });
  },
);

test('configured codes decide where the code ends; the longest wins', () => {
  const codes = ['*928#', '*713*33*1#'];
  expect(splitDialled('*928*1*2#', codes)).toMatchObject({
    serviceCode: '*928#',
    inputs: ['1', '2'],
  });
  expect(splitDialled('*713*33*1*5#', codes)).toMatchObject({
    serviceCode: '*713*33*1#',
    inputs: ['5'],
  });
});
