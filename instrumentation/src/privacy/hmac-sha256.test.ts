import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256 } from './hmac-sha256.ts';

test('it is the HMAC that Node makes, whatever the key and the text, one after the other', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 150 }),
    fc.nat(150).map((bytes) => randomBytes(bytes)),
  );
  fc.assert(
    fc.property(key, fc.array(fc.string({ unit: 'grapheme', maxLength: 400 })), (key, texts) => {
      for (const text of texts) {
        const expected = createHmac('sha256', key).update(text).digest('hex');
        expect(hmacSha256(key, text).toString('hex')).toBe(expected);
      }
    }),
  );
});
