import { expect, test } from 'vitest';
import { scrubEncoded } from './encoded-secrets.ts';
import { Secrets } from './secrets.ts';

const PIN = '48217';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const hex = (text: string) => Buffer.from(text).toString('hex');
const secrets = new Secrets();
secrets.add(PIN);

test.each([
  [base64(`254711000111:${PIN}`), '•••'],
  [base64url(`>>??254711000111:${PIN}`), '•••'],
  [hex(`254711000111:${PIN}`), '•••'],
  [hex(PIN).toUpperCase(), '•••'],
  [`Basic ${base64(`user:${PIN}`)}`, 'Basic •••'],
  [`data:text/plain;base64,${base64(`a ${PIN} b`)}!`, 'data:text/plain;base64,•••!'],
  [`/v1/auth/${base64url(`user:${PIN}`)}/x`, '/v1/auth/•••/x'],
  [base64('{"pin":"9999"}'), '•••'],
  [`You typed ${PIN}`, 'You typed •••'],
])('a text that is encoded with a secret in it is hidden: %s', (text, hidden) => {
  expect(scrubEncoded(text, secrets)).toBe(hidden);
});

test.each([
  '/v1/accounts/balance',
  'An ordinary sentence with international words',
  base64('{"amount":"250","to":"bank"}'),
  hex('nothing to hide'),
  '254711000111',
  '6b1f0c5e-4a7e-4d0c-9d1e-1f2a3b4c5d6e',
])('what holds none stays: %s', (text) => {
  expect(scrubEncoded(text, secrets)).toBe(text);
});
