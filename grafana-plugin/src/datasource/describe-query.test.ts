import { expect, test } from 'vitest';
import { defaultQuery } from './default-query.ts';
import { describeQuery } from './describe-query.ts';
import { fieldsWithVariables } from './fields-with-variables.ts';
import type { HopscopeQuery } from './query.ts';
import { withQueryType } from './query-types.ts';
import { withTimeZone } from './with-time-zone.ts';

test.each<[Partial<HopscopeQuery>, string]>([
  [{}, 'Nothing chosen'],
  [{ queryType: 'weather' as never }, 'weather'],
  [{ queryType: 'traffic' }, 'Traffic by completed'],
  [
    { queryType: 'completion', by: 'network', form: 'time', measure: 'low' },
    'Completion rate by network (low)',
  ],
  [{ queryType: 'completion', measure: 'low' }, 'Completion rate'],
  [{ queryType: 'trace', sessionId: 'AT_1' }, 'Trace AT_1'],
  [{ queryType: 'values', attribute: 'app.language' }, 'Values of app.language'],
  [{ queryType: 'hooks', name: ['pay', 'score'] }, 'Hooks, hook: pay or score'],
  [
    {
      queryType: 'sessions',
      filters: {
        network: ['MTN', ''],
        hookError: true,
        attributes: [
          { key: 'lang', operator: '=|', value: '', values: ['en', 'sw'] },
          { key: 'tries', operator: '>', value: '2' },
        ],
      },
    },
    'Sessions, network: MTN or unknown, with hook errors, lang =| en or sw, tries > 2',
  ],
])('%j reads: %s', (query, expected) => {
  expect(describeQuery({ refId: 'A', ...query })).toBe(expected);
});

test.each([
  ['explore', { queryType: 'sessions' }],
  ['unified-alerting', { queryType: 'completion', by: 'network', form: 'alert' }],
  ['panel-editor', { queryType: 'traffic', stackBy: 'outcome' }],
  [undefined, { queryType: 'traffic', stackBy: 'outcome' }],
])('a new query in %s', (app, expected) => {
  expect(defaultQuery(app)).toEqual(expected);
});

test('another type keeps the filters and Grafana’s fields, and leaves the rest', () => {
  const query: HopscopeQuery = {
    refId: 'B',
    hide: false,
    queryType: 'sessions',
    limit: 20,
    columns: ['a'],
    filters: { network: ['MTN'] },
  };
  const kept = { refId: 'B', hide: false };
  expect(withQueryType(query, 'flow', false)).toEqual({
    ...kept,
    queryType: 'flow',
    filters: query.filters,
  });
  expect(withQueryType(query, 'hooks', true)).toMatchObject({ form: 'alert' });
  expect(withQueryType(query, 'trace', false)).toEqual({ ...kept, queryType: 'trace' });
});

test('one session as a trace is the same one as tables', () => {
  const query: HopscopeQuery = { refId: 'A', queryType: 'trace', sessionId: 'AT_1' };
  expect(withQueryType(query, 'session', false)).toEqual({ ...query, queryType: 'session' });
});

test('variables are found wherever they stand, by the names that error texts use', () => {
  const attributes = [{ key: 'lang', operator: '=' as const, value: '$lang' }];
  expect(
    fieldsWithVariables({
      refId: 'A',
      datasource: { uid: '$ds' },
      queryType: 'completion',
      by: '[[by]]',
      filters: { network: ['MTN', '$network'], attributes },
    }),
  ).toEqual(['by', 'filters.network', 'filters.attributes.value']);
});

test.each([
  ['browser', 'Africa/Nairobi'],
  ['', 'Africa/Nairobi'],
  ['Africa/Lagos', 'Africa/Lagos'],
  ['utc', undefined],
])('days in a dashboard in %s begin in %s', (timezone, expected) => {
  const query: HopscopeQuery = { refId: 'A', queryType: 'traffic' };
  expect(withTimeZone(query, timezone, 'Africa/Nairobi').timeZone).toBe(expected);
});

test('a query’s own time zone stays, and where no day begins there is none', () => {
  const own: HopscopeQuery = { refId: 'A', queryType: 'traffic', timeZone: 'Asia/Dhaka' };
  expect(withTimeZone(own, 'browser', 'Africa/Nairobi')).toBe(own);
  const flow: HopscopeQuery = { refId: 'A', queryType: 'flow' };
  expect(withTimeZone(flow, 'browser', 'Africa/Nairobi')).toBe(flow);
  const traffic: HopscopeQuery = { refId: 'A', queryType: 'traffic' };
  expect(withTimeZone(traffic, 'browser', 'Etc/Unknown')).toBe(traffic);
});
