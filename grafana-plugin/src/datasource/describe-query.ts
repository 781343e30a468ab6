import type { AttributeFilter } from '@hopscope/client';
import { type HopscopeQuery, LIST_FILTERS } from './query.ts';
import { QUERY_TYPES } from './query-types.ts';

/** A query in one line, for the history and for lists of queries: `Traffic by outcome, network: MTN`. */
export function describeQuery(query: HopscopeQuery): string {
  const { queryType } = query;
  if (queryType === undefined) return 'Nothing chosen';
  const label = QUERY_TYPES[queryType]?.label ?? queryType;
  return [`${label}${detailsOf(query)}`, ...filtersOf(query)].join(', ');
}

function detailsOf(query: HopscopeQuery): string {
  const { queryType, form, measure } = query;
  const shown = form === 'table' || form === undefined ? undefined : measure;
  switch (queryType) {
    case 'traffic':
      return ` by ${query.stackBy ?? 'completed'}`;
    case 'completion':
    case 'busiest':
    case 'hooks':
      return `${query.by ? ` by ${query.by}` : ''}${shown ? ` (${shown})` : ''}`;
    case 'session':
    case 'trace':
      return ` ${query.traceId ?? query.sessionId ?? ''}`.trimEnd();
    case 'values':
      return ` of ${query.field ?? query.attribute ?? '?'}`;
    default:
      return '';
  }
}

function filtersOf({ name, filters = {} }: HopscopeQuery): string[] {
  const { sessionId, hookError, attributes = [] } = filters;
  return [
    ...(name?.length ? [`hook: ${oneOf(name)}`] : []),
    ...LIST_FILTERS.flatMap((filter) => {
      const values = filters[filter];
      return values?.length ? [`${filter}: ${oneOf(values)}`] : [];
    }),
    ...(sessionId ? [`session: ${sessionId}`] : []),
    ...(hookError === undefined ? [] : [hookError ? 'with hook errors' : 'without hook errors']),
    ...attributes.map(attributeText),
  ];
}

function attributeText({ key, operator, value = '', values }: AttributeFilter): string {
  return `${key} ${operator} ${values ? oneOf(values) : value || 'unknown'}`;
}

function oneOf(values: readonly string[]): string {
  return values.map((value) => value || 'unknown').join(' or ');
}
