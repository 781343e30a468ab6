import type { AdHocVariableFilter, MetricFindValue, TimeRange } from '@grafana/data';
import type { SessionsClient } from '@hopscope/client';
import { QueryFailedError } from '../components/data/failure.ts';
import { toAttributeFilters, UNKNOWN_CHOICE } from './fill-variables.ts';
import { readValues, VALUE_FIELDS } from './read-values.ts';

/** The keys that ad-hoc filters can have: first the fields of a session, then attributes of its spans. */
export async function adHocKeys(
  client: SessionsClient,
  range: TimeRange,
): Promise<MetricFindValue[]> {
  const { attributeKey: _own, ...fields } = VALUE_FIELDS;
  const attributes = await readValues(client, range, { of: 'attributeKey', limit: 1_000 });
  return [
    ...Object.keys(fields).map((key) => ({ text: key, value: key, group: 'Session' })),
    ...attributes.map(({ value }) => ({ text: value, value, group: 'Attributes of spans' })),
  ];
}

/** The values of a key that sessions have which pass all the other filters. */
export async function adHocValues(
  client: SessionsClient,
  range: TimeRange,
  key: string,
  others: readonly AdHocVariableFilter[],
): Promise<MetricFindValue[]> {
  const attributes = others
    .filter((filter) => filter.key !== key && filter.value !== '')
    .flatMap(toAttributeFilters);
  try {
    const values = await readValues(client, range, {
      of: key,
      limit: 1_000,
      filters: { attributes },
    });
    return values.map(({ value }) => toChoice(value));
  } catch (error) {
    // Free texts have no list; what is typed still filters.
    if (error instanceof QueryFailedError && error.status === 422) return [];
    throw error;
  }
}

/** A value as Grafana's menus take it. */
export function toChoice(value: string): { text: string; value: string } {
  const choice = value === '' ? UNKNOWN_CHOICE : value;
  return { text: choice, value: choice };
}
