// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { SessionsPage } from './read-results.ts';
import type { SessionRow, SessionsClient } from './session-types.ts';
import { type PageQuestion, useSessionList } from './use-session-list.ts';

const CLIENT = {} as SessionsClient;
const row = (traceId: string, startedAt = 1) => ({ traceId, startedAt }) as SessionRow;
const pageOf = (ids: readonly string[], nextCursor?: string): SessionsPage => ({
  rows: ids.map((id) => row(id)),
  nextCursor,
});

interface Asked extends PageQuestion {
  readonly key: string;
  readonly answer: (page: SessionsPage) => void;
  readonly fail: (error: Error) => void;
}

/** A list whose pages come when the test says so. */
function openList() {
  const asked: Asked[] = [];
  const hook = renderHook(
    ({ key, tick }) =>
      useSessionList(CLIENT, key, tick, {
        askPage: (question) =>
          new Promise((answer, fail) => asked.push({ ...question, key, answer, fail })),
        pageRows: 2,
        open: undefined,
        isRead: () => false,
        within: { fromMs: 0, toMs: Number.POSITIVE_INFINITY },
      }),
    { initialProps: { key: 'MTN', tick: 0 } },
  );
  const shown = () => hook.result.current.list?.rows.map(({ traceId }) => traceId);
  return { asked, hook, shown };
}

/** A list that has asked for more, and for something else before that came. */
async function changeWhileLoading() {
  const { asked, hook, shown } = openList();
  await act(async () => asked[0]?.answer(pageOf(['b', 'a'], 'older')));
  act(() => void hook.result.current.loadMore());
  hook.rerender({ key: 'Airtel', tick: 0 });
  await act(async () => asked[2]?.answer(pageOf(['z'], 'older still')));
  expect(asked.map(({ key, cursor }) => [key, cursor])).toEqual([
    ['MTN', undefined],
    ['MTN', 'older'],
    ['Airtel', undefined],
  ]);
  return { more: asked[1], hook, shown };
}

test('further rows of a question that was left go nowhere', async () => {
  const { more, hook, shown } = await changeWhileLoading();
  await act(async () => more?.answer(pageOf(['old'])));
  expect(shown()).toEqual(['z']);
  expect(hook.result.current.more).toBe('idle');
});

test('nor does it matter to another question that they could not be had', async () => {
  const { more, hook } = await changeWhileLoading();
  await act(async () => more?.fail(new Error('gone')));
  expect(hook.result.current.moreFailure).toBeUndefined();
});

test('further rows of the same question that cannot be had are missed aloud', async () => {
  const { asked, hook, shown } = openList();
  await act(async () => asked[0]?.answer(pageOf(['b', 'a'], 'older')));
  act(() => void hook.result.current.loadMore());
  await act(async () => asked[1]?.fail(new Error('gone')));
  expect(hook.result.current.moreFailure).toMatchObject({ kind: 'unreachable' });
  expect(hook.result.current.more).toBe('idle');
  expect(shown()).toEqual(['b', 'a']);
});

test('where more changed than was told the list is asked for anew, as often as that happens', async () => {
  const { asked, hook, shown } = openList();
  await act(async () => asked[0]?.answer(pageOf(['a'])));
  act(() => hook.result.current.merge([row('b', 2)], false));
  expect(asked).toHaveLength(1);
  act(() => hook.result.current.merge([row('c', 3)], true));
  expect(asked).toHaveLength(2);
  expect(asked[1]?.isAnew).toBe(true);
  // What is told while the answer is on its way may not be in it.
  act(() => hook.result.current.merge([row('d', 4)], true));
  await act(async () => asked[1]?.answer(pageOf(['c', 'b'])));
  await waitFor(() => expect(asked).toHaveLength(3));
  await act(async () => asked[2]?.answer(pageOf(['e', 'd'])));
  expect(shown()).toEqual(['e', 'd']);
  expect(asked).toHaveLength(3);
  hook.rerender({ key: 'MTN', tick: 1 });
  expect(asked[3]?.isAnew).toBeUndefined();
});
