import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPERATORS } from '../../../backend/src/query/filter-schema.ts';
import { VALUE_FIELDS as BACKENDS_FIELDS, querySchema } from '../../../backend/src/query/schema.ts';
import { dashboardTemplates } from '../../test/dashboard-templates.ts';
import { OUTCOME_WORDS } from '../components/format/outcome-words.ts';
import { createVariables } from './dashboard-variables.ts';
import { laidUnder } from './default-query.ts';
import { BUSIEST_BY, DIMENSIONS, FORMS, HOOK_NUMBERS, RATES, STACKS } from './editors/choices.ts';
import { fillVariables } from './fill-variables.ts';
import { type HopscopeQuery, LIST_FILTERS, type QueryType } from './query.ts';
import { QUERY_TYPES, withQueryType } from './query-types.ts';
import { VALUE_FIELDS } from './read-values.ts';
import { whatIsMissing } from './what-is-missing.ts';
import { withTimeZone } from './with-time-zone.ts';
import { withoutAbsent } from './without-absent.ts';

const TYPES = Object.keys(QUERY_TYPES) as QueryType[];

// What an editor of each type can put beside the filters: its menus, and what people type.
const text = fc.constantFrom(
  '',
  'MTN',
  '*384*1#',
  '$one',
  '$several',
  '$all',
  '$none',
  '(unknown)',
);
const texts = fc.array(text, { maxLength: 3 });
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const oneOf = (options: readonly { readonly value: string }[]) =>
  some(fc.constantFrom(...options.map(({ value }) => value), '$all', '$none'));
const limit = some(
  fc.oneof(
    fc.integer({ min: -1, max: 2_000 }),
    fc.constantFrom<string | number>('many', '$number', '$none', '$all'),
  ),
);
const ids = {
  traceId: some(fc.constantFrom('', '$none', 'x', '0123456789abcdef0123456789abcdef')),
  sessionId: some(text),
};
const FIELDS: Readonly<Record<QueryType, fc.Arbitrary<Partial<HopscopeQuery>>>> = {
  traffic: fc.record({ stackBy: oneOf(STACKS), form: oneOf(FORMS.traffic) }),
  completion: fc.record({
    by: oneOf(DIMENSIONS),
    form: oneOf(FORMS.completion),
    measure: oneOf(RATES),
  }),
  hooks: fc.record({
    form: oneOf(FORMS.hooks),
    measure: oneOf(HOOK_NUMBERS),
    name: some(texts),
    limit,
  }),
  busiest: fc.record({ by: oneOf(BUSIEST_BY), limit }),
  sessions: fc.record({
    limit,
    columns: some(fc.array(fc.constantFrom('app.language', '$one', '$several', '$all'))),
  }),
  session: fc.record(ids),
  trace: fc.record(ids),
  flow: fc.record({ limit }),
  dropoff: fc.record({ limit }),
  deployments: fc.record({ limit }),
  values: fc.record({
    field: some(fc.constantFrom(...Object.keys(VALUE_FIELDS), '$none')),
    attribute: some(fc.constantFrom('', 'app.language')),
    prefix: some(text),
    limit,
  }),
};
const filters = fc.record(
  {
    ...Object.fromEntries(
      LIST_FILTERS.filter((name) => name !== 'outcome').map((name) => [name, texts]),
    ),
    outcome: fc.array(fc.constantFrom(...Object.keys(OUTCOME_WORDS), '$all', '$none')),
    sessionId: text,
    hookError: fc.boolean(),
    attributes: fc.array(
      fc.record(
        {
          key: fc.constantFrom('', 'app.language'),
          operator: fc.constantFrom(...OPERATORS),
          value: text,
          values: texts,
        },
        { requiredKeys: ['key', 'operator'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

const variables = createVariables(
  dashboardTemplates([
    { name: 'one', value: 'MTN' },
    { name: 'several', value: ['MTN', 'Airtel'] },
    { name: 'all', value: ['MTN', 'Airtel'], includeAll: true, isAll: true },
    { name: 'none', value: '' },
    { name: 'number', value: '7' },
  ]),
);
const adHoc = [{ key: 'lang', operator: '=|', value: 'en', values: ['en'] }];

const anyQuery = fc.constantFrom(...TYPES).chain((queryType) =>
  fc
    .record({ fields: FIELDS[queryType], filters: some(filters) })
    .map(({ fields, filters: which }) => ({
      ...withQueryType({ refId: 'A', filters: which } as HopscopeQuery, queryType, false),
      ...withoutAbsent(fields),
    })),
);

// With Grafana's defaults laid under it, and what another type left in it.
const keptQuery = fc
  .tuple(
    anyQuery,
    fc.oneof(...Object.values(FIELDS)),
    fc.constantFrom('explore', 'unified-alerting', 'dashboard'),
  )
  .map(([query, others, app]): HopscopeQuery => {
    const kept = { ...withoutAbsent(others), ...laidUnder(app), ...query };
    // A value is a menu's of its own type only.
    return withoutAbsent({
      ...kept,
      ...pick(query, ['by', 'form', 'measure', 'attribute', 'field']),
    });
  });

function pick(query: HopscopeQuery, names: readonly (keyof HopscopeQuery)[]) {
  return Object.fromEntries(names.map((name) => [name, query[name]]));
}

test('the backend takes every query that the editor lets through, with variables and ad-hoc filters', () => {
  const seen = new Set<QueryType>();
  fc.assert(
    fc.property(keptQuery, (query) => {
      const filled = withTimeZone(fillVariables(query, variables, adHoc), 'Africa/Nairobi');
      // As the data source does: what is complete in the editor may not be once its variables are filled in.
      fc.pre(whatIsMissing(query) === undefined && whatIsMissing(filled) === undefined);
      // What Grafana's own fields are does not matter here: the bridge takes them out.
      const { datasource: _datasource, hide: _hide, key: _key, ...question } = filled;
      const result = querySchema.safeParse(question);
      expect(result.error?.issues ?? []).toEqual([]);
      seen.add(query.queryType as QueryType);
    }),
    { numRuns: 1_000 },
  );
  expect(seen).toEqual(new Set(TYPES));
});

test('every query of the backend can be chosen, and nothing else', () => {
  const backends = querySchema.options.map((option) => option.shape.queryType.value);
  expect([...TYPES].sort()).toEqual([...backends].sort());
});

test('every field whose values the backend lists can be chosen', () => {
  expect(Object.keys(VALUE_FIELDS).sort()).toEqual([...BACKENDS_FIELDS].sort());
});

test.each(TYPES.filter((type) => QUERY_TYPES[type].limit !== undefined))(
  '%s has the backend’s limits',
  (queryType) => {
    const bounds = QUERY_TYPES[queryType].limit;
    const field = queryType === 'values' ? { field: 'network' } : {};
    const parse = (limit?: number) =>
      querySchema.safeParse({ refId: 'A', queryType, ...field, limit });
    expect(parse().data).toMatchObject({ limit: bounds?.usual });
    expect(parse(bounds?.max).success).toBe(true);
    expect(parse((bounds?.max ?? 0) + 1).success).toBe(false);
  },
);
