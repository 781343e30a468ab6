// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAnswer } from './use-answer.ts';

/** A backend whose answers come when the test says so. */
function slowBackend() {
  const asked: { signal: AbortSignal; answer: (text: string) => void }[] = [];
  const ask = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve) => asked.push({ signal, answer: resolve }));
  const hook = renderHook(({ key, tick }) => useAnswer('backend', key, tick, ask), {
    initialProps: { key: 'this month', tick: 0 },
  });
  return { asked, hook };
}

test('an answer that takes longer than a tick is still seen, and asked for once', async () => {
  const { asked, hook } = slowBackend();
  hook.rerender({ key: 'this month', tick: 1 });
  hook.rerender({ key: 'this month', tick: 2 });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.signal.aborted).toBe(false);
  await act(async () => asked[0]?.answer('first'));
  expect(hook.result.current).toMatchObject({ data: 'first', isCurrent: true });
  hook.rerender({ key: 'this month', tick: 3 });
  expect(asked).toHaveLength(2);
});

test('another question takes the place of the one under way', async () => {
  const { asked, hook } = slowBackend();
  hook.rerender({ key: 'last month', tick: 0 });
  expect(asked.map((one) => one.signal.aborted)).toEqual([true, false]);
  await act(async () => {
    asked[0]?.answer('late');
    asked[1]?.answer('right');
  });
  expect(hook.result.current).toMatchObject({ data: 'right', isCurrent: true });
});

test('who presses “try again” does not wait for what is under way', () => {
  const { asked, hook } = slowBackend();
  act(() => hook.result.current.retry());
  expect(asked.map((one) => one.signal.aborted)).toEqual([true, false]);
});
