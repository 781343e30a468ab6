import type { TimeRange } from '@grafana/data';
import type { Filters, SessionsClient, ValueRow, ValuesQuery } from '@hopscope/client';
import { rowsOf } from '../components/data/frame-rows.ts';
import { framesOf } from '../components/data/read-results.ts';
import type { StoredFilters } from './query.ts';

/** A field of the backend's `values` query. */
export type ValueField = NonNullable<ValuesQuery['field']>;

/** What fields are called, in the order of menus. */
export const VALUE_FIELDS: Readonly<Record<ValueField, string>> = {
  network: 'Network',
  provider: 'Provider',
  serviceCode: 'Service code',
  outcome: 'Outcome',
  version: 'Version',
  step: 'Step',
  hook: 'Hook',
  flow: 'Flow',
  environment: 'Environment',
  country: 'Country',
  service: 'Service',
  kind: 'Kind of client',
  attributeKey: 'Attribute names',
};

/** Whose values are asked for: a field, or any attribute. */
export interface ValuesQuestion {
  readonly of: string;
  readonly prefix?: string;
  readonly limit?: number;
  /** Without variables: see fill-variables.ts. */
  readonly filters?: StoredFilters;
}

/** The values that sessions of a time range have, most sessions first. */
export async function readValues(
  client: SessionsClient,
  range: Pick<TimeRange, 'from' | 'to'>,
  { of, prefix = '', limit = 100, filters }: ValuesQuestion,
): Promise<readonly ValueRow[]> {
  const response = await client.query({
    from: range.from.valueOf(),
    to: range.to.valueOf(),
    queries: [
      {
        refId: 'values',
        queryType: 'values',
        ...(isField(of) ? { field: of } : { attribute: of }),
        prefix,
        limit,
        // What is no outcome is refused by the backend, with the field's name.
        ...(filters === undefined ? {} : { filters: filters as Filters }),
      },
    ],
  });
  return rowsOf<ValueRow>(framesOf(response, 'values')[0]);
}

function isField(name: string): name is ValueField {
  return Object.hasOwn(VALUE_FIELDS, name);
}
