import { expect, test } from 'vitest';
import { createMemorySessionStore } from './memory-session-store.ts';

test('what is put goes when its time is over, and a later put begins it anew', async () => {
  let nowMs = 0;
  const store = createMemorySessionStore(() => nowMs);
  await store.put('a', 'one', 60);
  nowMs = 59_999;
  expect(await store.get('a')).toBe('one');
  await store.put('a', 'two', 60);
  nowMs = 60_001;
  expect(await store.get('a')).toBe('two');
  nowMs = 120_000;
  expect(await store.get('a')).toBeUndefined();
  expect(await store.claim('a', 60)).toBe(true);
  expect(await store.claim('a', 60)).toBe(false);
});

test('it is bounded in number: the one that was not written for longest goes first', async () => {
  const store = createMemorySessionStore(() => 0);
  await store.put('first', '1', 60);
  await store.put('second', '2', 60);
  await store.put('first', '1', 60);
  for (let n = 0; n < 49_999; n++) await store.put(`key ${n}`, '', 60);
  expect(await store.get('second')).toBeUndefined();
  expect(await store.get('first')).toBe('1');
  expect(await store.get('key 49998')).toBe('');
});
