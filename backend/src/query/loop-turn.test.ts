import { expect, test } from 'vitest';
import { ownTurn } from './loop-turn.ts';

test('whoever asks at the same moment gets a turn of the event loop each', async () => {
  let turn = 0;
  const count = () => {
    turn += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  const turns = await Promise.all(
    Array.from({ length: 5 }, async () => {
      await ownTurn();
      return turn;
    }),
  );
  clearImmediate(counting);
  expect(new Set(turns).size).toBe(5);
});
