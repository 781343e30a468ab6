import { expect, test } from 'vitest';
import { keptAnswer } from './kept-answer.ts';

function counted(): { ask: () => Promise<number>; asked: () => number } {
  let n = 0;
  return {
    asked: () => n,
    async ask() {
      n += 1;
      return n;
    },
  };
}

test('who asks within the time is given the same answer, who comes later a new one', async () => {
  const { ask } = counted();
  let nowMs = 500;
  const answer = keptAnswer(ask, 1_000, () => nowMs);
  expect(await Promise.all([answer(), answer()])).toEqual([1, 1]);
  nowMs = 1_499;
  expect(await answer()).toBe(1);
  nowMs = 1_500;
  expect(await answer()).toBe(2);
  // A clock that was set back keeps nothing for hours.
  nowMs = 400;
  expect(await answer()).toBe(3);
});

test('a failure is not kept', async () => {
  const { ask, asked } = counted();
  const answer = keptAnswer(
    async () => {
      if ((await ask()) === 1) throw new Error('not now');
      return 'an answer';
    },
    1_000,
    () => 0,
  );
  const both = await Promise.allSettled([answer(), answer()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked()).toBe(1);
  expect(await answer()).toBe('an answer');
});
