import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { createOwnNumberMask } from './mask-own-number.ts';
import { isUnmasked, maskedSql } from './masked-sql.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

type Pair = readonly [text: string, owner: string];

async function maskedByDatabase(pairs: readonly Pair[]): Promise<string[]> {
  const rows = await opened.store.query<{ masked: string }>(
    `SELECT ${maskedSql('text', 'owner')} AS masked
FROM (SELECT arrayJoin(arrayZip({texts:Array(String)}, {owners:Array(String)})) AS pair, pair.1 AS text, pair.2 AS owner)`,
    { texts: pairs.map(([text]) => text), owners: pairs.map(([, owner]) => owner) },
  );
  return rows.map(({ masked }) => masked);
}

const owner = fc.oneof(
  fc.constantFrom('+254711000111', '254711000111', '+2348031234567', '+12025550123', ''),
  // With 9 digits and fewer behind any country code, and what is no number.
  fc.stringMatching(/^\+?[1-9][0-9]{2,13}$/),
);

const written = fc
  .record({
    number: owner,
    cut: fc.integer({ min: 0, max: 5 }),
    prefix: fc.constantFrom('', '0', '+', '00', '%2B', '%20', '254', '100%', '9999999'),
    gap: fc.constantFrom('', ' ', '-', '%20', '. ', ') ('),
    before: fc.oneof(fc.constantFrom('', 'Pay 50 ', 'http://bank.test/'), fc.string()),
    after: fc.oneof(fc.constantFrom('', '.', '/x?y=7', '","to":"0722333444"}'), fc.string()),
  })
  .map(({ number, cut, prefix, gap, before, after }): Pair => {
    // The page takes the digits of an escape for the number's where its own are missing.
    const isEscaped = prefix === '%20' || gap === '%20';
    const digits = [...number.replace('+', '').slice(isEscaped ? 0 : cut)].join(gap);
    return [`${before}${prefix}${digits}${after}`, number];
  });

/** Whether the number's last digits follow one another in a text, with anything but digits between. */
function holdsDigits(text: string, number: string): boolean {
  const core = number.replace(/\D/g, '').slice(-9);
  return [/\D/g, /%20|%2B|\D/gi].some((gap) => text.replace(gap, '').includes(core));
}

test('a text in the database keeps nothing that the page would mask, and changes for no other reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 500, maxLength: 500 }), async (pairs) => {
      const masked = await maskedByDatabase(pairs);
      for (const [index, [text, number]] of pairs.entries()) {
        const mask = createOwnNumberMask(number);
        const found = masked[index] ?? '';
        expect({ text, number, found }).toEqual({ text, number, found: mask(found) });
        if (!holdsDigits(text, number)) expect(found).toBe(text);
        // A comparison may look at the stored text only where both come to the same.
        if (isUnmasked(text)) expect(found).toBe(text);
        if (found !== text)
          expect({ text, number, plain: isUnmasked(found) }).toMatchObject({ plain: false });
      }
    }),
    // Many texts in one question; a failure names its text, so nothing need shrink.
    { numRuns: 4, endOnFailure: true },
  );
});

const MASK = '+254 7•• ••• 111';

test.each([
  ['254711000111', MASK],
  ['+254711000111', MASK],
  ['0711 000 111', MASK],
  ['+254 (0) 711 000 111', MASK],
  ['Hello 0711000111.', `Hello ${MASK}.`],
  ['http://bank.test/?to=%20254711000111', `http://bank.test/?to=%20${MASK}`],
  ['http://bank.test/%2B254711000111/1', `http://bank.test/${MASK}/1`],
])('%s is the same text in the database and where it is shown', async (text, shown) => {
  expect(createOwnNumberMask('+254711000111')(text)).toBe(shown);
  expect(await maskedByDatabase([[text, '+254711000111']])).toEqual([shown]);
});

test('beside the own number another one cannot be told from it', async () => {
  const body = '{"from":254711000111,"to":"0722 333 444","amount":250}';
  expect(await maskedByDatabase([[body, '+254711000111']])).toEqual([
    `{"from":${MASK},"to":"${MASK}","amount":250}`,
  ]);
});
