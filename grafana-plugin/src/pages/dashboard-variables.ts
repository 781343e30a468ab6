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
  const add = (name: string, value: string): void => {
    if (!said.has(name)) query.append(name, value);
  };
  for (const [variable, name] of Object.entries(VARIABLES)) {
    for (const value of query.getAll(variable)) if (value !== ALL) add(name, value);
  }
  for (const filter of query.getAll(AD_HOC)) {
    const [key = '', sign, value] = filter.split('|').map(unescaped);
    if (sign !== '=' || value === undefined) continue;
    add(Object.hasOwn(FIELDS, key) ? (FIELDS[key] ?? '') : `attr.${key}`, value);
  }
  return query;
}

// As Grafana writes what divides (packages/scenes AdHocFiltersVariableUrlSyncHandler).
const unescaped = (text: string) =>
  text.replaceAll('__gfp__', '|').replaceAll('__gfc__', ',').replaceAll('__gfh__', '#');
