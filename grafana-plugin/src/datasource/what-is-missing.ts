import type { AttributeFilter } from '@hopscope/client';
import { hasVariable } from './dashboard-variables.ts';
import type { HopscopeQuery } from './query.ts';
import { QUERY_TYPES } from './query-types.ts';

/** What has to be entered before a query can be asked, in words for people; `undefined` when nothing. */
export function whatIsMissing(query: HopscopeQuery): string | undefined {
  const { queryType } = query;
  if (queryType === undefined) return 'Choose what to show.';
  if (QUERY_TYPES[queryType] === undefined) {
    return `This version of the plugin does not know the query type “${queryType}”. Choose another one.`;
  }
  return (
    (QUERY_TYPES[queryType].isOfOneSession ? missingOfSession(query) : undefined) ??
    (queryType === 'values' ? missingOfValues(query) : undefined) ??
    wrongLimit(query) ??
    query.filters?.attributes?.map(missingOfFilter).find((missing) => missing !== undefined)
  );
}

function missingOfSession({ traceId, sessionId }: HopscopeQuery): string | undefined {
  if (!traceId && !sessionId) return 'Enter the id of a session, or of its trace.';
  if (traceId && sessionId) return 'Enter either the id of a session or of its trace, not both.';
  if (traceId && !hasVariable(traceId) && !/^[0-9a-f]{32}$/.test(traceId)) {
    return 'A trace id has 32 digits from 0 to 9 and a to f.';
  }
  return undefined;
}

function missingOfValues({ field, attribute }: HopscopeQuery): string | undefined {
  if (!field && !attribute) return 'Choose the field, or name the attribute, whose values to show.';
  if (field && attribute) return 'Choose either a field or an attribute, not both.';
  return undefined;
}

function wrongLimit({ queryType, limit }: HopscopeQuery): string | undefined {
  const bounds = queryType === undefined ? undefined : QUERY_TYPES[queryType].limit;
  if (limit === undefined || bounds === undefined) return undefined;
  if (typeof limit === 'string' && hasVariable(limit)) return undefined;
  const number = Number(limit);
  if (Number.isInteger(number) && number >= 1 && number <= bounds.max) return undefined;
  return `Limit: expected a whole number from 1 to ${bounds.max}.`;
}

function missingOfFilter({
  key,
  operator,
  value = '',
  values,
}: AttributeFilter): string | undefined {
  if (key.trim() === '') return 'Choose the attribute to filter by.';
  if (operator === '=|' || operator === '!=|') {
    return values?.length ? undefined : `Choose values for the filter by ${key}.`;
  }
  if (operator.startsWith('<') || operator.startsWith('>')) {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    return isNumber || hasVariable(value) ? undefined : `Enter a number for the filter by ${key}.`;
  }
  return undefined;
}
