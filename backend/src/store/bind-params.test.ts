import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { bindParams } from './bind-params.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((some) => some.toWellFormed()),
  fc
    .array(
      fc.constantFrom(
        "'",
        '\\',
        '\0',
        '"',
        '`',
        '--',
        '/*',
        '{a:String}',
        '$&',
        'n',
        '\n',
        ')',
        ';',
      ),
    )
    .map((parts) => parts.join('')),
);

test('whatever the values are, the database reads them as they were', async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(text),
      fc.array(fc.array(text)),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      async (a, list, lists, whole, number) => {
        const [row] = await opened.store.query(
          `SELECT {a:String} AS a, {list:Array(String)} AS list, {lists:Array(Array(String))} AS lists,
  toString({whole:Int64}) AS whole, {number:Float64} AS number, {wholes:Array(Int64)} AS wholes`,
          { a, list, lists, whole, number, wholes: [-1, 0, 2] },
        );
        expect(row).toEqual({
          a,
          list,
          lists,
          whole: whole.toString(),
          number: number === 0 ? 0 : number,
          wholes: [-1, 0, 2],
        });
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test.each([
  ['{a:String}', {}, 'The parameter a has no value'],
  ['{a:String}', { a: 1 }, 'The parameter a is no String'],
  ['{a:Int64}', { a: '1; DROP' }, 'The parameter a is no Int64'],
  ['{a:UInt32}', { a: 1.5 }, 'The parameter a is no UInt32'],
  ['{a:Array(String)}', { a: [['x']] }, 'The parameter a is no String'],
])('%s with %j is refused', (sql, params, message) => {
  expect(() => bindParams(sql, params)).toThrow(message);
});

test('two questions with parameters run at the same time', async () => {
  const { query } = opened.store;
  // Each row of the first waits; the second would have to wait for all of them.
  const slow = query(
    'SELECT sleepEachRow(0.1) FROM numbers({n:UInt32}) SETTINGS max_block_size = 1',
    {
      n: 20,
    },
  );
  const first = await Promise.race([
    slow.then(() => 'slow'),
    query('SELECT {n:UInt32}', { n: 1 }).then(() => 'quick'),
  ]);
  expect(first).toBe('quick');
  await slow;
});
