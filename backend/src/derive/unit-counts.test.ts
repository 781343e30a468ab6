import { expect, test } from 'vitest';
import { createUnitCounts } from './unit-counts.ts';

const UNITS = '(24, 0, 1)';
const ALL = { lists: {}, outcomes: undefined };
const SESSIONS = { facts: ['session'], by: ['a'] } as const;

/** A store that counts how often it was asked, and answers with so many rows. */
function fakeStore(rows = 1) {
  const state = { asked: 0, fails: false };
  const query = async () => {
    state.asked += 1;
    if (state.fails) throw new Error('gone');
    return Array.from({ length: rows }, () => ({ a: 'completed', count: '2' })) as never[];
  };
  return { query, state };
}

test('what a list of builds says is asked for once, also by panels that ask together', async () => {
  const store = fakeStore();
  const { read } = createUnitCounts(store);
  const answers = await Promise.all([read(SESSIONS, ALL, UNITS), read(SESSIONS, ALL, UNITS)]);
  for (const counts of answers) {
    expect(counts).toEqual([expect.objectContaining({ fact: 'session', a: 'completed', n: 2 })]);
  }
  await read(SESSIONS, ALL, UNITS);
  expect(store.state.asked).toBe(1);
});

test.each([
  ['other builds', SESSIONS, ALL, '(24, 0, 2)'],
  ['another filter', SESSIONS, { ...ALL, lists: { network: ['mtn'] } }, UNITS],
  ['other outcomes', SESSIONS, { ...ALL, outcomes: ['completed'] }, UNITS],
  ['other keys', { ...SESSIONS, by: ['a', 'network'] as const }, ALL, UNITS],
] as const)('%s are another question', async (_, asked, filter, units) => {
  const store = fakeStore();
  const { read } = createUnitCounts(store);
  await read(SESSIONS, ALL, UNITS);
  await read(asked, filter, units);
  expect(store.state.asked).toBe(2);
});

test('values of a filter are another question, too', async () => {
  const store = fakeStore();
  const { read } = createUnitCounts(store);
  for (const network of ['mtn', 'airtel']) {
    await read(SESSIONS, { ...ALL, lists: { network: [network] } }, UNITS);
  }
  expect(store.state.asked).toBe(2);
});

test('an answer that failed is not remembered', async () => {
  const store = fakeStore();
  const { read } = createUnitCounts(store);
  store.state.fails = true;
  await expect(read(SESSIONS, ALL, UNITS)).rejects.toThrow('gone');
  store.state.fails = false;
  expect(await read(SESSIONS, ALL, UNITS)).toHaveLength(1);
});

test('the answers asked for longest ago go, when they are many or long', async () => {
  for (const [rows, kept] of [
    [1, 64],
    [20_000, 2],
  ] as const) {
    const store = fakeStore(rows);
    const { read } = createUnitCounts(store);
    for (let build = 0; build <= kept; build += 1) {
      await read(SESSIONS, ALL, UNITS);
      await read(SESSIONS, ALL, `(24, 0, ${build + 2})`);
    }
    // The first was asked for again and again, so it is there; of the others the second is not.
    const before = store.state.asked;
    await read(SESSIONS, ALL, UNITS);
    expect(store.state.asked).toBe(before);
    await read(SESSIONS, ALL, '(24, 0, 2)');
    expect(store.state.asked).toBe(before + 1);
  }
});
