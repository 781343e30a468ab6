import { type Language, type Phrase, say } from '@hopscope/example-mobile-money/words';
import { expect, test } from 'vitest';
import { type Asked, readQuestion, soundsGood } from './read-screen.ts';

const QUESTIONS: readonly (readonly [Phrase, Asked])[] = [
  ['main', 'menu'],
  ['sendTo', 'number'],
  ['sendAmount', 'amount'],
  ['sendReference', 'reference'],
  ['sendPin', 'pin'],
  ['sendConfirm', 'confirm'],
  ['airtimeAmount', 'amount'],
  ['airtimeConfirm', 'confirm'],
  ['biller', 'biller'],
  ['billAccount', 'account'],
  ['billAmount', 'amount'],
  ['billPin', 'pin'],
  ['balancePin', 'pin'],
  ['statementPin', 'pin'],
];
const languages: readonly Language[] = ['en', 'sw'];

test.each(languages)('people understand every question of the wallet in %s', (language) => {
  for (const [phrase, asked] of QUESTIONS) {
    expect(readQuestion(say(language, phrase, 'KES', 100, 'Nuru Power')), phrase).toBe(asked);
  }
});

test.each(languages)('people know a good end from a bad one in %s', (language) => {
  const good: Phrase[] = ['sent', 'airtimeBought', 'billPaid', 'balance', 'statement'];
  const bad: Phrase[] = [
    'cancelled',
    'tooManyMistakes',
    'wrongPin',
    'insufficientFunds',
    'unknownCustomer',
    'unavailable',
  ];
  for (const phrase of good) expect(soundsGood(say(language, phrase)), phrase).toBe(true);
  for (const phrase of bad) expect(soundsGood(say(language, phrase)), phrase).toBe(false);
});
