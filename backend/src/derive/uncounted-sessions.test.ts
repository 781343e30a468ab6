import { expect, test } from 'vitest';
import { createUncountedReader, type Range } from './uncounted-sessions.ts';

const HOUR = 3_600_000;
const RANGES: readonly Range[] = [[7 * HOUR, 8 * HOUR]];

/** A store that counts how often it was asked, and answers when told to. */
function fakeStore(rows: readonly object[]) {
  const asked: string[] = [];
  const fails = { next: false };
  const query = async (sql: string) => {
    asked.push(sql);
    if (fails.next) throw new Error('gone');
    return rows as never[];
  };
  return { query, asked, fails };
}

test('panels that ask at the same time, or again before anything is written, share one look', async () => {
  const store = fakeStore([{}, {}]);
  const { read } = createUncountedReader(store, 10);
  const answers = await Promise.all([read(RANGES, '1'), read(RANGES, '1'), read(RANGES, '1')]);
  expect(answers.map((rows) => rows?.length)).toEqual([2, 2, 2]);
  await read(RANGES, '1');
  expect(store.asked).toHaveLength(1);
});

test('what was written since, or another range, is looked at anew', async () => {
  const store = fakeStore([]);
  const { read } = createUncountedReader(store, 10);
  await read(RANGES, '1');
  await read(RANGES, '2');
  await read([[7 * HOUR, 7 * HOUR + 1]], '2');
  expect(store.asked).toHaveLength(3);
});

test('a range without hours asks nobody', async () => {
  const store = fakeStore([]);
  expect(await createUncountedReader(store, 10).read([], '')).toEqual([]);
  expect(store.asked).toEqual([]);
});

test('more sessions than are read one by one are told as such', async () => {
  const store = fakeStore([{}, {}, {}]);
  expect(await createUncountedReader(store, 2).read(RANGES, '1')).toBeUndefined();
  expect(store.asked[0]).toContain('LIMIT 3');
  expect(await createUncountedReader(store, 3).read(RANGES, '1')).toHaveLength(3);
});

test('a look that failed is not remembered', async () => {
  const store = fakeStore([]);
  const { read } = createUncountedReader(store, 10);
  store.fails.next = true;
  await expect(read(RANGES, '1')).rejects.toThrow('gone');
  store.fails.next = false;
  expect(await read(RANGES, '1')).toEqual([]);
});

test('only the latest ranges are kept', async () => {
  const store = fakeStore([]);
  const { read } = createUncountedReader(store, 10);
  for (let n = 0; n < 5; n += 1) await read([[n, n + 1]], '');
  await read([[4, 5]], '');
  expect(store.asked).toHaveLength(5);
  await read([[0, 1]], '');
  expect(store.asked).toHaveLength(6);
});

test('whoever needs little of them takes what somebody else is reading, and else asks nobody', async () => {
  const store = fakeStore([{}]);
  const { read, known } = createUncountedReader(store, 10);
  expect(known(RANGES, '1')).toBeUndefined();
  const reading = read(RANGES, '1');
  expect(await known(RANGES, '1')).toEqual([{}]);
  await reading;
  expect(known(RANGES, '2')).toBeUndefined();
  expect(store.asked).toHaveLength(1);
});

test('an answer is kept for seconds only: what a clock that is behind writes bears no new stamp', async () => {
  const store = fakeStore([]);
  let nowMs = 0;
  const { read, known } = createUncountedReader(store, 10, () => nowMs);
  await read(RANGES, '1');
  nowMs = 4_999;
  await read(RANGES, '1');
  expect(store.asked).toHaveLength(1);
  nowMs = 5_000;
  expect(known(RANGES, '1')).toBeUndefined();
  await read(RANGES, '1');
  expect(store.asked).toHaveLength(2);
});
