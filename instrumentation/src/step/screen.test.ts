import { expect, test } from 'vitest';
import { classifyInput } from './input.ts';
import { readScreen } from './screen.ts';

test.each([
  ['1. Send\n2. Balance', ['1', '2']],
  ['1) Send\n2: Balance\n3 - Loans', ['1', '2', '3']],
  ['1 Send\n2 Balance', ['1', '2']],
  ['Sure?\n1. Yes 2. No', ['1', '2']],
  ['Press 1 to confirm, 2 to cancel', ['1', '2']],
  ['Reply 1 to confirm', ['1']],
  ['Menu\n#. Home\nn. Next', ['#', 'n']],
  ['Enter amount', []],
  ['Balance 1,200.50', []],
])('the options of a screen: %s', (screen, options) => {
  expect([...readScreen(screen).options.keys()]).toEqual(expect.arrayContaining(options));
  expect(readScreen(screen).options.size).toBeGreaterThanOrEqual(options.length);
  if (options.length === 0) expect(readScreen(screen).options.size).toBe(0);
});

test.each([
  ['a listed choice', '1', 'Menu\n1. A', 'option', true],
  ['back, listed or not', '0', 'Enter amount', 'option', true],
  ['a short answer to a question is no choice', '34', 'Your age?', 'number', false],
  ['an amount', '500', 'Enter amount', 'number', false],
  ['a name', 'Jane', 'Your name?', 'text', false],
  ['a PIN', '4821', 'Enter PIN', 'secret', false],
  ['a PIN on a screen with options', '4821', 'Enter PIN\n0. Back', 'secret', false],
  ['back instead of a PIN', '0', 'Enter PIN\n0. Back', 'option', true],
  ['a wrong short PIN', '12', 'Enter PIN\n0. Back', 'secret', false],
] as const)(
  'an input is classified by the screen it answers: %s',
  (_name, input, screen, type, choice) => {
    expect(classifyInput(input, readScreen(screen))).toMatchObject({ type, choice });
  },
);

test('on an unknown screen only one or two characters are a choice, and the rest is class only', () => {
  expect(classifyInput('1', undefined)).toEqual({ type: 'option', classOnly: false, choice: true });
  expect(classifyInput('4821', undefined)).toEqual({
    type: 'number',
    classOnly: true,
    choice: false,
  });
  expect(classifyInput('Jane', undefined)).toEqual({
    type: 'text',
    classOnly: true,
    choice: false,
  });
});
