// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useChanges } from './use-changes.ts';

interface Edited {
  readonly show: string;
}

function edit(show: string) {
  const hand = vi.fn<(next: Edited) => void>();
  const { result, rerender } = renderHook(({ current }) => useChanges(current, hand), {
    initialProps: { current: { show } },
  });
  return {
    hand,
    set: () => result.current,
    render: (of: string) => rerender({ current: { show: of } }),
  };
}

test('a choice that is told again by the listener of an earlier render is handed on once', () => {
  const { hand, set, render } = edit('sessions');
  const before = set();
  before({ show: 'trace' });
  before({ show: 'trace' });
  render('trace');
  before({ show: 'trace' });
  expect(hand.mock.calls).toEqual([[{ show: 'trace' }]]);
});

test('there and back again are three changes', () => {
  const { hand, set, render } = edit('sessions');
  for (const show of ['trace', 'sessions', 'trace']) {
    set()({ show });
    render(show);
  }
  expect(hand).toHaveBeenCalledTimes(3);
});

test('what was changed elsewhere meanwhile can be chosen again', () => {
  const { hand, set, render } = edit('sessions');
  set()({ show: 'trace' });
  render('trace');
  render('sessions');
  set()({ show: 'trace' });
  expect(hand).toHaveBeenCalledTimes(2);
});

test('what is chosen already is no change', () => {
  const { hand, set } = edit('sessions');
  set()({ show: 'sessions' });
  expect(hand).not.toHaveBeenCalled();
});
