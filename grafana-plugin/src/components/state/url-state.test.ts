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
const minute = fc.integer({ min: 1, max: 30_000_000 }).map((n) => n * 60_000);

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
    fc
      .tuple(minute, minute)
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
