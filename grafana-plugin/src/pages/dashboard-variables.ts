import { fromChoice, toAttributeFilters } from '../datasource/fill-variables.ts';

/** What dashboards call a filter of the page. */
const VARIABLES: Readonly<Record<string, string>> = {
  'var-network': 'network',
  'var-provider': 'provider',
  'var-serviceCode': 'code',
  'var-version': 'version',
};
const AD_HOC = 'var-filters';
/** Keys of ad-hoc filters that are filters of the page, too; others are attributes. */
const FIELDS: Readonly<Record<string, string>> = {
  network: 'network',
  provider: 'provider',
  serviceCode: 'code',
  version: 'version',
  outcome: 'outcome',
};
const ALL = '$__all';

/**
 * The query part of an address with the variables that a dashboard's link carries as filters of the page;
 * what the link says itself wins over them. Ad-hoc filters with another sign than `=` have no place in
 * an address of the page and are left out.
 */
export function withVariables(search: string): URLSearchParams {
  const query = new URLSearchParams(search);
  const said = new Set(query.keys());
  const allowed = new Map<string, readonly string[]>();
  for (const [variable, name] of Object.entries(VARIABLES)) {
    // An empty one is a variable without a value.
    const values = query.getAll(variable).filter((value) => value !== '');
    if (values.length > 0 && !values.includes(ALL)) allowed.set(name, values.map(fromChoice));
  }
  const attributes: [key: string, value: string][] = [];
  for (const { key, value } of query.getAll(AD_HOC).flatMap(readAdHoc)) {
    const name = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
    const before = name === undefined ? undefined : allowed.get(name);
    // What a variable does not allow no session has: both stand in the address, and show none.
    if (name === undefined || before?.includes(value) === false) attributes.push([key, value]);
    else allowed.set(name, [value]);
  }
  for (const [name, values] of allowed) {
    for (const value of values) if (!said.has(name)) query.append(name, value);
  }
  for (const [key, value] of attributes) {
    if (!said.has(`attr.${key}`) && !said.has(FIELDS[key] ?? '')) {
      query.append(`attr.${key}`, value);
    }
  }
  return query;
}

function readAdHoc(text: string): { readonly key: string; readonly value: string }[] {
  const [key = '', operator = '', value] = text.split('|').map(unescaped);
  if (value === undefined) return [];
  return toAttributeFilters({ key, operator, value }).flatMap((filter) =>
    filter.operator === '=' ? [{ key: filter.key, value: filter.value ?? '' }] : [],
  );
}

// As Grafana writes what divides (packages/scenes AdHocFiltersVariableUrlSyncHandler).
const unescaped = (text: string) =>
  text.replaceAll('__gfp__', '|').replaceAll('__gfc__', ',').replaceAll('__gfh__', '#');
