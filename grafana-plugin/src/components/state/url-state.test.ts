import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OUTCOMES } from '../data/session-types.ts';
import { SESSION_COLUMNS } from '../table/columns.ts';
import { PRESETS } from './time-range.ts';
import {
  DEFAULT_STATE,
  type ExplorerState,
  hasFilters,
  readUrlState,
  STACKS,
  writeUrlState,
} from './url-state.ts';

const HASH = 'k1.AbCdEfGhIjKlMnOpQrStUv';

const words = fc.uniqueArray(fc.oneof(fc.constant(''), fc.string({ maxLength: 30 })), {
  maxLength: 3,
});
const list = <T>(values: fc.Arbitrary<T[]>) => values.filter((all) => all.length > 0);
const instant = fc.oneof(
  fc.integer({ min: 1, max: 30_000_000 }).map((n) => n * 60_000),
  fc.integer({ min: 1, max: 2_000_000_000_000 }),
);
const last = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('m', 'h', 'd', 'w'))
  .map(([count, unit]) => ({ last: `${count}${unit}` }));

const filters = fc.record(
  {
    userHash: fc.constant([HASH]),
    sessionId: fc.string({ minLength: 1, maxLength: 40 }),
    network: list(words),
    provider: list(words),
    serviceCode: list(words),
    outcome: list(fc.uniqueArray(fc.constantFrom(...OUTCOMES), { maxLength: 3 })),
    version: list(words),
    hookError: fc.constant(true),
    attributes: fc.uniqueArray(
      fc.record({
        key: fc.string({ minLength: 1, maxLength: 30 }),
        operator: fc.constant('=' as const),
        value: fc.string({ maxLength: 30 }),
      }),
      { selector: ({ key }) => key, minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const state: fc.Arbitrary<ExplorerState> = fc.record({
  range: fc.oneof(
    fc.constantFrom(...PRESETS).map((preset) => ({ preset })),
    last,
    fc
      .tuple(instant, instant)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) })),
  ),
  stack: fc.constantFrom(...STACKS),
  filters,
  open: fc.option(
    fc
      .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 32, maxLength: 32 })
      .map((c) => c.join('')),
    { nil: undefined },
  ),
  columns: fc.shuffledSubarray(
    [...SESSION_COLUMNS.map(({ id }) => id), 'attr:app.language', 'attr:x,y'],
    { minLength: 1 },
  ),
});

test('every view comes back from its address as it was', () => {
  fc.assert(
    fc.property(state, (one) => {
      expect(readUrlState(writeUrlState(one))).toEqual(one);
    }),
  );
});

test('reading never throws, whatever stands in the address', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (search) => {
      const read = readUrlState(`?${search}`);
      expect(readUrlState(writeUrlState(read))).toEqual(read);
    }),
  );
});

test('the default view has an empty address', () => {
  expect(writeUrlState(DEFAULT_STATE)).toBe('');
  expect(readUrlState('')).toEqual(DEFAULT_STATE);
});

test('a phone number in the place of a hash is dropped, in both directions', () => {
  const number = '+254711000111';
  expect(readUrlState(`?subscriber=${encodeURIComponent(number)}`).filters).toEqual({});
  expect(writeUrlState({ ...DEFAULT_STATE, filters: { userHash: [number] } })).toBe('');
});

test('a reversed or broken range falls back to the current month', () => {
  expect(readUrlState('?from=2026-02-01T00:00Z&to=2026-01-01T00:00Z').range).toEqual(
    DEFAULT_STATE.range,
  );
  expect(readUrlState('?from=yesterday&to=today').range).toEqual(DEFAULT_STATE.range);
});

test.each([
  ['from=now-6h&to=now&fromMs=1&toMs=2', { last: '6h' }],
  ['from=1700000000123&to=1700000009999&fromMs=1&toMs=2', [1700000000123, 1700000009999]],
  ['from=2026-01-01T00:00:00.500Z&to=2026-01-01T00:00:01.250Z', [1767225600500, 1767225601250]],
  // Words of Grafana that the page does not know are the instants of the click.
  ['from=now/d&to=now/d&fromMs=1700000000123&toMs=1700000009999', [1700000000123, 1700000009999]],
  ['from=now-6h&to=now-1h&fromMs=1000&toMs=2000', [1000, 2000]],
])('a dashboard’s range keeps its milliseconds, or goes on moving: %s', (search, expected) => {
  const range = Array.isArray(expected) ? { fromMs: expected[0], toMs: expected[1] } : expected;
  expect(readUrlState(search).range).toEqual(range);
});

test('an outcome that does not exist is no filter', () => {
  const read = readUrlState('?outcome=exploded');
  expect(hasFilters(read.filters)).toBe(false);
});

test('sessions whose network is not known can be linked to', () => {
  const unknown = { ...DEFAULT_STATE, filters: { network: [''] } };
  expect(writeUrlState(unknown)).toBe('network=');
  expect(readUrlState('network=')).toEqual(unknown);
});

test('a number that somebody wrote into a link as an attribute is not read', () => {
  expect(readUrlState('attr.user.id=%2B254711000111&attr.msisdn=254711000111').filters).toEqual({});
});
