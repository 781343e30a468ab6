import { expect, test } from 'vitest';
import { beforeFlush } from './before-flush.ts';

const NEVER = new Promise<void>(() => {});

test.each([
  ['is over', () => Promise.resolve()],
  ['fails', () => Promise.reject(new Error('no'))],
  ['never ends', () => NEVER],
])('a flush comes, and answers as ever, when what goes before it %s', async (_, work) => {
  const provider = {
    getTracer: () => ({}) as never,
    forceFlush: async (...args: unknown[]) => args,
  };
  const unhook = beforeFlush(provider, work);
  expect(await provider.forceFlush('a', 1)).toEqual(['a', 1]);
  unhook();
});
