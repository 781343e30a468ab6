import { expect, test } from 'vitest';
import { hashUser } from './user-hash.ts';

const KEY = 'a key for tests only';

test('one number has one hash, however gateways write it', () => {
  const hash = hashUser('+254711000111', KEY);
  // printf 'msisdn:254711000111' | openssl dgst -sha256 -hmac 'a key for tests only' -binary | head -c 16 | base64
  expect(hash).toBe('k1.Al1ubJHxprxMssFmE9EcOQ');
  for (const form of ['254711000111', ' 254711000111', '00254711000111', '+254 711-000-111']) {
    expect(hashUser(form, KEY)).toBe(hash);
  }
});

test('another key, or another key id, is another hash', () => {
  expect(hashUser('254711000111', 'other')).not.toBe(hashUser('254711000111', KEY));
  expect(hashUser('254711000111', KEY, 'k2')).toMatch(/^k2\./);
});

test('no digits, no hash', () => {
  expect(hashUser('anonymous', KEY)).toBeUndefined();
});
