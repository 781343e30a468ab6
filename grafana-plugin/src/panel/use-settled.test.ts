// @vitest-environment jsdom
import { LoadingState, type PanelData } from '@grafana/data';
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useSettled } from './use-settled.ts';

const dataOf = (state: LoadingState, requestId: string, series: PanelData['series'] = []) =>
  ({ state, request: { requestId }, series }) as unknown as PanelData;

test('while a query runs the answer is the one before, with the question that it answers', () => {
  const { result, rerender } = renderHook(useSettled, {
    initialProps: dataOf(LoadingState.Done, 'first'),
  });
  const first = result.current;
  expect(first).toMatchObject({ request: { requestId: 'first' }, count: 1 });
  // Grafana hands the old series on beside the new question.
  for (const state of [LoadingState.Loading, LoadingState.NotStarted, LoadingState.Error]) {
    rerender(dataOf(state, 'second'));
    expect(result.current).toBe(first);
  }
  rerender(dataOf(LoadingState.Done, 'second'));
  expect(result.current).toMatchObject({ request: { requestId: 'second' }, count: 2 });
  rerender(dataOf(LoadingState.Streaming, 'third'));
  expect(result.current).toMatchObject({ request: { requestId: 'third' }, count: 3 });
});

test('before the first answer there is none', () => {
  const { result } = renderHook(() => useSettled(dataOf(LoadingState.Loading, 'first')));
  expect(result.current).toBeUndefined();
});
