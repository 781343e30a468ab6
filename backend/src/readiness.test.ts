import { expect, test } from 'vitest';
import { createReadiness } from './readiness.ts';

test('a store that answers is ready, one that fails is not, and the next question is asked anew', async () => {
  const answers = [Promise.resolve(), Promise.reject(new Error('gone')), Promise.resolve()];
  const isReady = createReadiness(
    () => answers.shift() ?? Promise.reject(new Error('asked again')),
  );
  expect([await isReady(), await isReady(), await isReady()]).toEqual([true, false, true]);
});

test('nobody waits longer than the bound behind slow questions, and nobody adds one to them', async () => {
  const answer = Promise.withResolvers<void>();
  let asked = 0;
  const isReady = createReadiness(() => {
    asked += 1;
    return answer.promise;
  }, 1);
  expect(await Promise.all([isReady(), isReady()])).toEqual([false, false]);
  expect(await isReady()).toBe(false);
  expect(asked).toBe(1);
  answer.resolve();
  expect(await isReady()).toBe(true);
});
