import { expect, test } from 'vitest';
import type { HopscopeQuery } from './query.ts';
import { whatIsMissing } from './what-is-missing.ts';
import { whatIsWrongWithUrl } from './what-is-wrong-with-url.ts';

const TRACE = '0123456789abcdef0123456789abcdef';
const attributes = (
  ...filters: NonNullable<NonNullable<HopscopeQuery['filters']>['attributes']>[number][]
) => ({
  filters: { attributes: filters },
});

test.each<[string, Partial<HopscopeQuery>, RegExp]>([
  ['no type', {}, /Choose what to show/],
  ['a type of a later version', { queryType: 'weather' as never }, /does not know.*weather/],
  ['no session', { queryType: 'trace' }, /Enter the id/],
  ['an empty session id', { queryType: 'session', sessionId: '' }, /Enter the id/],
  ['two ids', { queryType: 'trace', sessionId: 'a', traceId: TRACE }, /either/],
  ['half a trace id', { queryType: 'trace', traceId: '0123' }, /32 digits/],
  ['values of nothing', { queryType: 'values' }, /Choose the field/],
  [
    'values of an attribute without a name',
    { queryType: 'values', attribute: '' },
    /name the attribute/,
  ],
  ['values of two things', { queryType: 'values', field: 'network', attribute: 'a' }, /either/],
  ['a limit of words', { queryType: 'flow', limit: 'many' }, /from 1 to 1500/],
  ['a limit of none', { queryType: 'sessions', limit: 0 }, /from 1 to 500/],
  ['half a row', { queryType: 'hooks', limit: 1.5 }, /whole number/],
  ['too many', { queryType: 'sessions', limit: 501 }, /from 1 to 500/],
  [
    'a filter without a key',
    { queryType: 'traffic', ...attributes({ key: ' ', operator: '=', value: '' }) },
    /attribute to filter/,
  ],
  [
    'no number after <',
    { queryType: 'traffic', ...attributes({ key: 'age', operator: '<', value: 'x' }) },
    /number.*age/,
  ],
  [
    'no values after =|',
    { queryType: 'traffic', ...attributes({ key: 'lang', operator: '=|', value: '', values: [] }) },
    /values.*lang/,
  ],
])('%s: it is said, and the query waits', (_what, query, expected) => {
  expect(whatIsMissing({ refId: 'A', ...query })).toMatch(expected);
});

test.each<[string, Partial<HopscopeQuery>]>([
  ['a new query', { queryType: 'traffic' }],
  ['an id', { queryType: 'trace', sessionId: 'ATUid_1' }],
  ['an id to come', { queryType: 'trace', traceId: '$trace' }],
  ['a limit to come', { queryType: 'sessions', limit: '$n' }],
  [
    'a number to come',
    { queryType: 'traffic', ...attributes({ key: 'age', operator: '<', value: '$age' }) },
  ],
  ['a filter that chooses nothing yet', { queryType: 'traffic', filters: { network: [] } }],
])('%s: nothing', (_what, query) => {
  expect(whatIsMissing({ refId: 'A', ...query })).toBeUndefined();
});

test.each([
  ['', /Enter/],
  ['127.0.0.1:4318', /http/],
  ['ftp://x', /http/],
  ['http://', /http/],
  ['http://me:secret@x:4318', /token/],
  ['http://x:4318/api/v1', /Leave out/],
  ['http://x:4318/v1/traces', /Leave out/],
])('the address %s: it is said what to change', (url, expected) => {
  expect(whatIsWrongWithUrl(url)).toMatch(expected);
});

test.each(['http://127.0.0.1:4318', ' https://hop.example.org/hopscope/ '])(
  'the address %s is one',
  (url) => {
    expect(whatIsWrongWithUrl(url)).toBeUndefined();
  },
);
