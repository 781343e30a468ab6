import { describe, expect, test } from 'vitest';
import { dashboardTemplates, type FakeVariable } from '../../test/dashboard-templates.ts';
import { createVariables } from './dashboard-variables.ts';
import { fillVariables, UNKNOWN_CHOICE } from './fill-variables.ts';
import type { HopscopeQuery, StoredFilters } from './query.ts';

const TWO: FakeVariable = { name: 'network', value: ['MTN', 'Airtel (KE)'], includeAll: true };
const ALL: FakeVariable = { ...TWO, isAll: true };
const ONE: FakeVariable = { name: 'network', value: 'MTN', includeAll: true };
const NONE: FakeVariable = { name: 'network', value: [] };
const EMPTY: FakeVariable = { name: 'network', value: '' };

const SESSIONS: HopscopeQuery = { refId: 'A', queryType: 'sessions' };
const fill = (query: Partial<HopscopeQuery>, ...variables: FakeVariable[]) =>
  fillVariables({ ...SESSIONS, ...query }, createVariables(dashboardTemplates(variables)));
const filtersOf = (filters: StoredFilters, ...variables: FakeVariable[]) =>
  fill({ filters }, ...variables).filters;

describe('the values of a list', () => {
  const list = ['$network'];
  test.each<[string, readonly string[], FakeVariable[], readonly string[] | undefined]>([
    ['one value', list, [ONE], ['MTN']],
    ['several values, as they are', list, [TWO], ['MTN', 'Airtel (KE)']],
    ['All: no filter, so sessions without a network count too', list, [ALL], undefined],
    ['All beside a value: still no filter', ['Safaricom', '$network'], [ALL], undefined],
    ['a value that is called All is a value', list, [{ name: 'network', value: 'All' }], ['All']],
    ['nothing chosen: no filter', list, [NONE], undefined],
    ['an empty text box: no filter', list, [EMPTY], undefined],
    [
      'values beside a variable',
      ['Safaricom', '$network'],
      [TWO],
      ['Safaricom', 'MTN', 'Airtel (KE)'],
    ],
    ['a value twice counts once', ['MTN', '$network'], [TWO], ['MTN', 'Airtel (KE)']],
    ['the empty value that was chosen', [''], [], ['']],
    ['the unknown one of a menu', list, [{ name: 'network', value: UNKNOWN_CHOICE }], ['']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's spelling
    ['a part of a value', ['${network}-KE'], [TWO], ['MTN-KE', 'Airtel (KE)-KE']],
    ['[[old]] spelling', ['[[network]]'], [ONE], ['MTN']],
    ['no such variable: it stays, and the bridge says so', ['$nope'], [], ['$nope']],
    ['a sign that is no variable', ['*384*1#', 'costs $'], [], ['*384*1#', 'costs $']],
  ])('%s', (_what, network, variables, expected) => {
    expect(filtersOf({ network }, ...variables)?.network).toEqual(expected);
  });

  test('two variables in one value are every pair', () => {
    const code: FakeVariable = { name: 'code', value: ['1', '2'] };
    expect(filtersOf({ serviceCode: ['$network/$code'] }, TWO, code)?.serviceCode).toEqual([
      'MTN/1',
      'MTN/2',
      'Airtel (KE)/1',
      'Airtel (KE)/2',
    ]);
  });

  test('a repeated panel sees its own value', () => {
    const variables = createVariables(dashboardTemplates([ALL]), {
      network: { text: 'MTN', value: 'MTN' },
    });
    const query = { ...SESSIONS, filters: { network: ['$network'] } };
    expect(fillVariables(query, variables).filters?.network).toEqual(['MTN']);
  });

  test('$__interval and $__interval_ms come from the panel', () => {
    const variables = createVariables(dashboardTemplates([]), {
      __interval: { text: '1m', value: '1m' },
      __interval_ms: { text: '60000', value: 60_000 },
    });
    const query = { ...SESSIONS, limit: '$__interval_ms', columns: ['$__interval'] };
    expect(fillVariables(query, variables)).toMatchObject({ limit: 60_000, columns: ['1m'] });
  });
});

describe('single fields', () => {
  test.each<[string, Partial<HopscopeQuery>, FakeVariable[], Partial<HopscopeQuery>]>([
    [
      'a text',
      { queryType: 'completion', by: '$by' },
      [{ name: 'by', value: 'provider' }],
      { by: 'provider' },
    ],
    [
      'of several the first',
      { queryType: 'completion', by: '$by' },
      [{ name: 'by', value: ['version', 'network'] }],
      { by: 'version' },
    ],
    ['a number', { limit: '$n' }, [{ name: 'n', value: '20' }], { limit: 20 }],
    [
      'what is no number, for the backend to name',
      { limit: '$n' },
      [{ name: 'n', value: 'x' }],
      { limit: 'x' },
    ],
    [
      'an id',
      { queryType: 'trace', sessionId: 'AT_$id' },
      [{ name: 'id', value: '9' }],
      { sessionId: 'AT_9' },
    ],
  ])('%s', (_what, query, variables, expected) => {
    expect(fill(query, ...variables)).toMatchObject(expected);
  });

  test('All and nothing leave the field out, so that the backend takes the usual', () => {
    const query = { by: '$network', limit: '$network' };
    expect(fill(query, ALL)).toEqual(SESSIONS);
    expect(fill(query, EMPTY)).toEqual(SESSIONS);
  });
});

describe('filters by attributes', () => {
  const attribute = (operator: '=' | '!=' | '=~' | '!~' | '=|' | '!=|' | '<' | '>') => ({
    key: 'lang',
    operator,
    ...(operator.endsWith('|') ? { values: ['$network'] } : { value: '$network' }),
  });
  const values = ['MTN', 'Airtel (KE)'];

  test.each([
    ['=', { operator: '=|', values }],
    ['!=', { operator: '!=|', values }],
    ['=|', { operator: '=|', values }],
    ['!=|', { operator: '!=|', values }],
    ['=~', { operator: '=~', value: '(MTN|Airtel \\(KE\\))' }],
    ['!~', { operator: '!~', value: '(MTN|Airtel \\(KE\\))' }],
    ['<', { operator: '<', value: 'MTN' }],
    ['>', { operator: '>', value: 'MTN' }],
  ] as const)('%s with several values', (operator, expected) => {
    const filters = { attributes: [attribute(operator)] };
    expect(filtersOf(filters, TWO)?.attributes).toEqual([{ key: 'lang', ...expected }]);
  });

  test.each(['=', '!=', '=~', '!~', '=|', '!=|', '<', '>'] as const)(
    '%s with All is no filter',
    (operator) => {
      expect(filtersOf({ attributes: [attribute(operator)] }, ALL)).toBeUndefined();
    },
  );

  test('nothing after = asks for sessions without the attribute', () => {
    const attributes = [{ key: 'lang', operator: '=' as const, value: '' }];
    expect(filtersOf({ attributes })).toEqual({ attributes });
  });
});

describe('ad-hoc filters of the dashboard', () => {
  const adHoc = [
    { key: 'network', operator: '=', value: 'MTN' },
    { key: 'lang', operator: '=|', value: 'en', values: ['en', UNKNOWN_CHOICE] },
    { key: 'tries', operator: '>', value: '2' },
    { key: 'lang', operator: '!~', value: '^s.*' },
    { key: 'half', operator: '=', value: '' },
    { key: 'country', operator: '!=', value: UNKNOWN_CHOICE },
  ];
  const none = createVariables(dashboardTemplates([]));

  test('stand after the query’s own, each with its operator; what is half written waits', () => {
    const own = { key: 'own', operator: '=' as const, value: '1' };
    const query = { ...SESSIONS, filters: { network: ['Airtel'], attributes: [own] } };
    expect(fillVariables(query, none, adHoc).filters).toEqual({
      network: ['Airtel'],
      attributes: [
        own,
        { key: 'network', operator: '=', value: 'MTN' },
        { key: 'lang', operator: '=|', values: ['en', ''] },
        { key: 'tries', operator: '>', value: '2' },
        { key: 'lang', operator: '!~', value: '^s.*' },
        { key: 'country', operator: '!=', value: '' },
      ],
    });
  });

  test.each(['(no screen)', '(unnamed)'])(
    'a link from the row %s of the lists of screens leads to sessions without a named screen',
    (value) => {
      const link = { key: 'ussd.step.name', operator: '=', value };
      expect(fillVariables(SESSIONS, none, [link]).filters?.attributes).toEqual([
        { ...link, value: '' },
      ]);
      // Of any other attribute it is a value as every other.
      const other = { ...link, key: 'app.note' };
      expect(fillVariables(SESSIONS, none, [other]).filters?.attributes).toEqual([other]);
    },
  );

  // By the rule of the list's rows: without a screen, and with a last one that has no name.
  test.each([
    ['(no screen)', [{ key: 'stepCount', operator: '=', value: '0' }]],
    [
      '(unnamed)',
      [
        { key: 'lastStep', operator: '=', value: '' },
        { key: 'stepCount', operator: '>', value: '0' },
      ],
    ],
    ['menu', [{ key: 'lastStep', operator: '=', value: 'menu' }]],
  ])('a link to those lost on the screen %s leads to exactly them', (value, expected) => {
    const link = { key: 'lastStep', operator: '=', value };
    expect(fillVariables(SESSIONS, none, [link]).filters?.attributes).toEqual(expected);
  });

  test('do not touch a query of one session', () => {
    const query: HopscopeQuery = { refId: 'A', queryType: 'trace', sessionId: 'x' };
    expect(fillVariables(query, none, adHoc)).toEqual(query);
  });
});

test('the query that is kept is not changed', () => {
  const query = Object.freeze({ ...SESSIONS, filters: Object.freeze({ network: ['$network'] }) });
  fillVariables(query, createVariables(dashboardTemplates([TWO])));
  expect(query.filters.network).toEqual(['$network']);
});
