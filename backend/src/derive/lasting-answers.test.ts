import { expect, test } from 'vitest';
import { type FactCount, NOTHING } from './fact-counts.ts';
import { createLastingAnswers } from './lasting-answers.ts';

const COUNT = { ...NOTHING, fact: 'session', n: 2 } as const;
const TIMED = { ...COUNT, times: Array.from({ length: 400 }, () => 1) };

/** Somebody who counts how often they were asked, and answers with so many rows. */
function answerer(rows = 1, count: FactCount = COUNT) {
  const state = { asked: 0, fails: false };
  const ask = async () => {
    state.asked += 1;
    if (state.fails) throw new Error('gone');
    return Array.from({ length: rows }, () => count);
  };
  return { ask, state };
}

test('a question is asked once, also by panels that ask together', async () => {
  const { ask, state } = answerer();
  const { read } = createLastingAnswers();
  expect(await Promise.all([read('a', ask), read('a', ask)])).toEqual([[COUNT], [COUNT]]);
  expect(await read('a', ask)).toEqual([COUNT]);
  expect(state.asked).toBe(1);
  await read('b', ask);
  expect(state.asked).toBe(2);
});

test('an answer that failed is not remembered', async () => {
  const { ask, state } = answerer();
  const { read } = createLastingAnswers();
  state.fails = true;
  await expect(read('a', ask)).rejects.toThrow('gone');
  state.fails = false;
  expect(await read('a', ask)).toEqual([COUNT]);
});

test.each([
  { what: 'small ones', rows: 1, count: COUNT, kept: 64 },
  { what: 'long ones', rows: 20_000, count: COUNT, kept: 2 },
  { what: 'those with times', rows: 400, count: TIMED, kept: 2 },
])('of $what the $kept asked for last are kept', async ({ rows, count, kept }) => {
  const { ask, state } = answerer(rows, count);
  const { read } = createLastingAnswers();
  for (let index = 0; index < kept; index += 1) {
    await read('again and again', ask);
    await read(`${index}`, ask);
  }
  expect(state.asked).toBe(kept + 1);
  await read('again and again', ask);
  await read(`${kept - 1}`, ask);
  expect(state.asked).toBe(kept + 1);
  await read('0', ask);
  expect(state.asked).toBe(kept + 2);
});
