import { expect, test } from 'vitest';
import { installProblem } from './install-problem.mjs';

test('Node 20 may install, and needs the Node that comes with the packages to run', () => {
  expect(installProblem('20.20.2')).toBeUndefined();
  expect(installProblem('20.20.2', true)).toContain('npm ci --ignore-scripts=false');
  expect(installProblem('22.18.0', true)).toBeUndefined();
  expect(installProblem('24.21.0', true)).toBeUndefined();
});

test('says what it found and what it needs', () => {
  expect(installProblem('18.1.0')).toBe(
    'This is Node 18.1.0; Node 20 or newer is needed to install.',
  );
});
