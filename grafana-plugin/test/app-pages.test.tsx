// @vitest-environment jsdom
import { config } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { NoDatasource } from '../src/pages/NoDatasource.tsx';
import { NoSessionYet } from '../src/pages/NoSessionYet.tsx';

function signIn(permissions: Readonly<Record<string, boolean>>): void {
  config.bootData = { user: { permissions } } as unknown as typeof config.bootData;
}
beforeEach(() => signIn({}));

test.each([
  ['without a data source', NoDatasource],
  ['without a session', NoSessionYet],
])('%s only those who may set Hopscope up are sent there', (_what, Page) => {
  const { unmount } = render(<Page />);
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
  unmount();
  signIn({ 'plugins:write': true });
  render(<Page />);
  expect(screen.getByRole('link', { name: /^Set up/ })).toHaveAttribute(
    'href',
    expect.stringContaining('/plugins/hopscope-ussd-app'),
  );
});
