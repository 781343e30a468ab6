import type { QueryRequest } from '@hopscope/client';
import { DATASOURCE_ID } from '../src/plugin-ids.ts';

/** The data source of every panel: whichever the reader chose, never one of a certain Grafana. */
export const DATASOURCE = { type: DATASOURCE_ID, uid: `\${ds}` } as const;

/** Fields that all dashboards are narrowed by, each with a variable of the same name. */
const NARROWING = {
  serviceCode: 'Service code',
  network: 'Network',
  provider: 'Provider',
  version: 'Version',
} as const;

type Field = keyof typeof NARROWING;

// Grafana fills a variable in before the question is sent, with one or several values.
const valuesOf = (name: string): string[] => [`$${name}`];

/** What the variables stand for in a question's `filters`. */
export const NARROWED = Object.fromEntries(
  (Object.keys(NARROWING) as Field[]).map((field) => [field, valuesOf(field)]),
) as Record<Field, string[]>;

/** The variable that says what traffic is stacked by, where a question wants a word. */
export const STACK_BY = '$stackBy' as 'outcome';

/** The variable of the Hooks dashboard, as a question takes it. */
export const HOOKS: string[] = valuesOf('hook');

const datasource = {
  type: 'datasource',
  name: 'ds',
  label: 'Data source',
  query: DATASOURCE_ID,
  refresh: 1,
  hide: 0,
  options: [],
  current: {},
} as const;

/** Several values of a field, or all; the values of the time range that is shown. */
function valuesVariable(
  name: string,
  label: string,
  field: Extract<QueryRequest['queries'][number], { queryType: 'values' }>['field'],
) {
  return {
    type: 'query',
    name,
    label,
    datasource: DATASOURCE,
    query: { refId: `variable-${name}`, queryType: 'values', field },
    definition: `values of ${field}`,
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    hide: 0,
    options: [],
    current: { selected: true, text: ['All'], value: ['$__all'] },
  } as const;
}

const OF_STACKS = {
  completed: 'completed or not',
  outcome: 'outcome',
  network: 'network',
} as const;

/** What the bars of traffic are made of. */
export const stackByVariable = {
  type: 'custom',
  name: 'stackBy',
  label: 'Traffic by',
  description: 'What the bars of the traffic are made of',
  query: Object.entries(OF_STACKS)
    .map(([value, text]) => `${text} : ${value}`)
    .join(', '),
  options: Object.entries(OF_STACKS).map(([value, text]) => ({
    selected: value === 'outcome',
    text,
    value,
  })),
  current: { selected: true, text: OF_STACKS.outcome, value: 'outcome' },
  multi: false,
  includeAll: false,
  hide: 0,
} as const;

/** The hooks that the Hooks dashboard shows. */
export const hookVariable = valuesVariable('hook', 'Hook', 'hook');

const adHocFilters = {
  type: 'adhoc',
  name: 'filters',
  label: 'Filters',
  description: 'Any attribute that the spans carry, such as app.language',
  datasource: DATASOURCE,
  filters: [],
  baseFilters: [],
  hide: 0,
} as const;

/** A dashboard's variables: those that all have, its own between them. */
export function variables(...own: readonly object[]): readonly object[] {
  const narrowing = Object.entries(NARROWING).map(([field, label]) =>
    valuesVariable(field, label, field as Field),
  );
  return [datasource, ...own, ...narrowing, adHocFilters];
}
