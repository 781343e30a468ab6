import { expect, test } from 'vitest';
import { sessionRow } from '../../../test/fake-client.ts';
import {
  actionUnits,
  attributesAmong,
  columnWidths,
  DEFAULT_COLUMNS,
  tableUnitsMin,
  toColumns,
  toggleColumn,
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

test('a date gives way before the table does: 1366 px with Grafana’s navigation still hold one', () => {
  const columns = toColumns(DEFAULT_COLUMNS);
  expect(tableUnitsMin(columns, actionUnits(true)) * 8).toBeLessThan(968);
  const [date] = columnWidths(columns, actionUnits(true), (units) => `${units * 8}px`);
  expect(date).toBe('clamp(108px, calc(100cqi - 968px), 176px)');
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
