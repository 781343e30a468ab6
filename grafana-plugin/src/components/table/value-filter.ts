import type { Filters, SessionRow } from '../data/session-types.ts';
import { attributeOf } from './columns.ts';

/** A value that was pointed at: a field of the session rows, or an attribute's key, and its value. */
export interface ValueFilter {
  readonly key: string;
  readonly value: string;
}

const FILTERED_FIELDS = new Set([
  'network',
  'provider',
  'serviceCode',
  'outcome',
  'lastStep',
  'version',
  'country',
  'endedBy',
  'kind',
]);

/** What narrowing to a cell's value means; `undefined` for cells that nobody narrows to. */
export function valueFilterOf(columnId: string, row: SessionRow): ValueFilter | undefined {
  if (columnId === 'msisdn') {
    return row.userHash === '' ? undefined : { key: 'userHash', value: row.userHash };
  }
  const value = String((row as unknown as Record<string, unknown>)[columnId] ?? '');
  if (FILTERED_FIELDS.has(columnId)) return { key: columnId, value };
  const key = attributeOf(columnId);
  // Several values stand in one cell with commas between; which one was meant is not known. A masked
  // number is not the value.
  return key === undefined || value === '' || /, |•/.test(value) ? undefined : { key, value };
}

type ListKey = 'userHash' | 'network' | 'provider' | 'serviceCode' | 'outcome' | 'version';
const LIST_KEYS: ReadonlySet<string> = new Set<ListKey>([
  'userHash',
  'network',
  'provider',
  'serviceCode',
  'outcome',
  'version',
]);

/** Narrows filters to one value, in place of what the same key was narrowed to before. */
export function narrowToValue(filters: Filters, { key, value }: ValueFilter): Filters {
  if (LIST_KEYS.has(key)) return { ...filters, [key]: [value] };
  const others = (filters.attributes ?? []).filter((one) => one.key !== key);
  return { ...filters, attributes: [...others, { key, operator: '=', value }] };
}
