import { expect, test } from 'vitest';
import { sessionRow } from '../../../test/fake-client.ts';
import {
  actionUnits,
  attributesAmong,
  columnWidths,
  DEFAULT_COLUMNS,
  fitStart,
  tableUnitsMin,
  toColumns,
  toggleColumn,
  yearUnitsMin,
} from './columns.ts';
import { narrowToValue, valueFilterOf } from './value-filter.ts';

test('columns are fields and attributes, each once; what is neither is left out', () => {
  const ids = toColumns(['network', 'nonsense', 'attr:app.language', 'attr:', 'network']);
  expect(ids.map(({ id, name }) => [id, name])).toEqual([
    ['network', 'Network'],
    ['attr:app.language', 'app.language'],
  ]);
  expect(toColumns([]).map(({ id }) => id)).toEqual(DEFAULT_COLUMNS);
});

test('a field that is put back stands where it usually does, an attribute at the end', () => {
  const without = toggleColumn(DEFAULT_COLUMNS, 'provider', false);
  expect(toggleColumn(without, 'provider', true)).toEqual(DEFAULT_COLUMNS);
  const more = toggleColumn(DEFAULT_COLUMNS, 'attr:app.language', true);
  expect(more.at(-1)).toBe('attr:app.language');
  expect(toggleColumn(more, 'version', true).slice(-2)).toEqual(['version', 'attr:app.language']);
  expect(attributesAmong(more)).toEqual(['attr:app.language']);
});

test('every further column needs more width', () => {
  const units = (ids: readonly string[]) => tableUnitsMin(toColumns(ids), 11.5);
  expect(units([...DEFAULT_COLUMNS, 'attr:a'])).toBeGreaterThan(units(DEFAULT_COLUMNS));
});

/** The widths of the usual columns, in pixels, in a table as wide as `tablePixels`. */
const pixelsAt = (tablePixels: number) => {
  const columns = toColumns(DEFAULT_COLUMNS);
  const widths = columnWidths(columns, actionUnits(true), (units) => `${units * 8}px`);
  return Object.fromEntries(
    columns.map(({ id }, index) => {
      const text = widths[index] ?? '';
      // As the browser reckons them.
      const sum = text.replaceAll('100cqi', `${tablePixels}`).replaceAll('px', '');
      const { min, max } = Math;
      return [id, new Function('min', 'max', 'calc', `return ${sum}`)(min, max, Number)];
    }),
  );
};

test('1366 px with Grafana’s navigation still hold a table, and 1440 px a date on one line and ids that are told apart', () => {
  const columns = toColumns(DEFAULT_COLUMNS);
  expect(tableUnitsMin(columns, actionUnits(true)) * 8).toBeLessThan(968);
  const { startedAt, sessionId, outcome } = pixelsAt(1042);
  // "28 Nov, 08:56:44"; the end of an id, an ellipsis and a button; "Abandoned" between two icons.
  expect(startedAt).toBeGreaterThan(118 + 16);
  expect(sessionId).toBeGreaterThan(7 * 7.2 + 42 + 16);
  expect(outcome).toBeGreaterThan(24 + 78 + 24 + 16);
});

test.each([968, 1042, 1200, 1522])('in a table of %d px no column is pushed out of it', (width) => {
  const all = Object.values(pixelsAt(width)).reduce((sum: number, each) => sum + Number(each), 0);
  expect(all + actionUnits(true) * 8).toBeLessThanOrEqual(width + 0.5);
});

test('a date has its year exactly where its column is as wide as it gets', () => {
  const least = yearUnitsMin(toColumns(DEFAULT_COLUMNS), actionUnits(true)) * 8;
  expect(pixelsAt(least + 1).startedAt).toBe(176);
  expect(pixelsAt(least - 5).startedAt).toBeLessThan(176);
  // A time alone has none.
  const times = toColumns(DEFAULT_COLUMNS).map((column) => fitStart(column, 'time'));
  expect(yearUnitsMin(times, actionUnits(true))).toBe(0);
});

const row = {
  ...sessionRow('a'.repeat(32)),
  'attr:one': 'sw',
  'attr:many': 'en, sw',
  'attr:masked': '+254 7•• 111',
};

test.each([
  ['network', { key: 'network', value: 'Safaricom' }],
  ['msisdn', { key: 'userHash', value: row.userHash }],
  ['attr:one', { key: 'one', value: 'sw' }],
  // Which of the values was meant is not known; a masked number is not the value.
  ['attr:many', undefined],
  ['attr:masked', undefined],
  ['startedAt', undefined],
  ['sessionId', undefined],
])('a click on %s narrows to %j', (column, filter) => {
  expect(valueFilterOf(column, row)).toEqual(filter);
});

test('narrowing to a value takes the place of what the same key was narrowed to', () => {
  const filters = { network: ['MTN', 'Airtel'], version: ['2'] };
  const network = narrowToValue(filters, { key: 'network', value: 'Telkom' });
  expect(network).toEqual({ network: ['Telkom'], version: ['2'] });
  const sw = narrowToValue(filters, { key: 'app.language', value: 'sw' });
  expect(narrowToValue(sw, { key: 'app.language', value: 'en' }).attributes).toEqual([
    { key: 'app.language', operator: '=', value: 'en' },
  ]);
});
