import { expect, test } from 'vitest';
import { menuWidth } from './menu-width.ts';

test('a field is as wide as the longest description of its menu needs, and never narrower than usual', () => {
  const option = (description: string) => ({ value: 'x', description });
  expect(menuWidth([{ value: 'x' }], 24)).toBe(24);
  expect(menuWidth([option('All numbers')], 24)).toBe(24);
  const wide = menuWidth([option('All numbers'), option('n'.repeat(50))], 24);
  expect(wide * 8).toBeGreaterThan(50 * 6);
  expect(menuWidth([option('n'.repeat(60))], 24)).toBeGreaterThan(wide);
});
