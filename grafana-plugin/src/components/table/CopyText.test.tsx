// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { CopyText } from './CopyText.tsx';

test('of an id that is too long the end stays, by which ids are told apart, and all of it can be copied', () => {
  render(<CopyText text="ATUid_4436728fd9324bb4" what="session ID" />);
  const text = screen.getByTitle('ATUid_4436728fd9324bb4');
  expect(text).toHaveTextContent(/^ATUid_4436728fd9324bb4$/);
  // The beginning alone is cut, by its own ellipsis.
  const [beginning, end] = text.childNodes;
  expect(beginning).toHaveStyle({ textOverflow: 'ellipsis' });
  expect(end?.textContent).toBe('24bb4');
  expect(screen.getByRole('button')).toHaveAccessibleName(/ATUid_4436728fd9324bb4$/);
});

test('a short id is one text', () => {
  render(<CopyText text="AT_1" what="session ID" />);
  expect(screen.getByText('AT_1')).toBeVisible();
});
