import { hasVariable } from './dashboard-variables.ts';
import type { HopscopeQuery } from './query.ts';

/** The fields of a query that hold a variable, such as `filters.network`. */
export function fieldsWithVariables({
  datasource: _datasource,
  ...query
}: HopscopeQuery): string[] {
  return [...new Set(find('', query))];
}

function find(at: string, value: unknown): string[] {
  if (typeof value === 'string') return hasVariable(value) ? [at] : [];
  if (Array.isArray(value)) return value.flatMap((item) => find(at, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) =>
    find(at === '' ? name : `${at}.${name}`, below),
  );
}
