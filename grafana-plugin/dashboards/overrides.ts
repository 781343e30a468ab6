/** One property of a field's configuration, as Grafana keeps it in overrides. */
export interface Property {
  readonly id: string;
  readonly value: unknown;
}

/** What is different for the fields that match. */
export interface Override {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly Property[];
}

export const property = (id: string, value: unknown): Property => ({ id, value });

/** The field of exactly this name. */
export function byName(name: string, ...properties: readonly Property[]): Override {
  return { matcher: { id: 'byName', options: name }, properties };
}

/** Every field of this type. */
export function byType(type: 'number' | 'string', ...properties: readonly Property[]): Override {
  return { matcher: { id: 'byType', options: type }, properties };
}

// Else a cell without a value says what the panel says when nothing is there at all.
const NONE = property('noValue', '–');
/** For a column of names: the gateway or the app did not say. */
export const NOT_KNOWN = property('noValue', 'Not known');

/** A column: its heading, and whatever else is its own. */
export function column(
  name: string,
  heading: string,
  ...properties: readonly Property[]
): Override {
  return byName(name, property('displayName', heading), NONE, ...properties);
}

export const PERCENT = [property('unit', 'percentunit'), property('decimals', 1)];
export const MILLISECONDS = [property('unit', 'ms'), property('decimals', 1)];
export const width = (pixels: number): Property => property('custom.width', pixels);

/** A bar from 0 in a cell, its number beside it; up to the column's largest where no `max` is given. */
export function bar(color: string, max?: number): readonly Property[] {
  return [
    property('custom.cellOptions', { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' }),
    property('color', { mode: 'fixed', fixedColor: color }),
    property('min', 0),
    max === undefined ? property('fieldMinMax', true) : property('max', max),
  ];
}
