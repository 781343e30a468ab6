import { expect, test } from 'vitest';
import { OpenWork } from './open-work.ts';

test('work that rejects is told, and keeps nobody waiting', async () => {
  const told: unknown[] = [];
  const work = new OpenWork((error) => told.push(error));
  const fault = new Error('no');
  work.add(Promise.reject(fault));
  work.add(Promise.resolve());
  await work.settle();
  expect(told).toEqual([fault]);
});
