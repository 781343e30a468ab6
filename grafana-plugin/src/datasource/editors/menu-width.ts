import type { ComboboxOption } from '@grafana/ui';

// Grafana makes a menu as wide as its field or its longest label, and cuts longer descriptions.
const CHARACTER_PIXELS = 6;
// Of the menu, of an option, and for a scroll bar.
const AROUND_PIXELS = 44;
const UNIT_PIXELS = 8;

/**
 * How wide a field has to be for all that stands in its menu.
 *
 * @param least what it is wide at least, in units of the theme's spacing, as the result.
 */
export function menuWidth(options: readonly ComboboxOption[], least: number): number {
  const longest = Math.max(0, ...options.map(({ description = '' }) => description.length));
  if (longest === 0) return least;
  return Math.max(least, Math.ceil((longest * CHARACTER_PIXELS + AROUND_PIXELS) / UNIT_PIXELS));
}
