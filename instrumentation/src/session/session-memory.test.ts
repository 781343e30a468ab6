import { expect, test } from 'vitest';
import { Secrets } from '../privacy/secrets.ts';
import { newMemory, SessionMemories } from './session-memory.ts';

const memoryAt = (startMs: number) =>
  newMemory({
    ids: { traceId: '1', spanId: '1' },
    traceFlags: 1,
    attributes: {},
    labels: {},
    secrets: new Secrets(),
    idleLimitMs: 180_000,
    startMs,
    startSeen: true,
    rootEmitted: false,
  });

test('memory is bounded in number; the session heard of last is kept', () => {
  const memories = new SessionMemories();
  for (let session = 0; session < 10_000; session++) memories.remember(`s${session}`, memoryAt(0));
  memories.find('s0', 0);
  memories.remember('one more', memoryAt(0));
  expect(memories.size).toBeLessThanOrEqual(10_000);
  expect(memories.find('s0', 0)).toBeDefined();
  expect(memories.find('s1', 0)).toBeUndefined();
});

test('a session is forgotten ten minutes after it was heard of', () => {
  const memories = new SessionMemories();
  memories.remember('a', memoryAt(0));
  expect(memories.find('a', 600_000)).toBeDefined();
  expect(memories.find('a', 600_001)).toBeUndefined();
  memories.remember('b', memoryAt(0));
  memories.remember('c', memoryAt(700_000));
  expect(memories.size).toBe(1);
});
