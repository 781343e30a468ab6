import type { Filters, Outcome } from '../data/session-types.ts';
import { outcomeWords } from '../format/outcome-words.ts';
import { formatProvider } from '../format/provider.ts';
import { toPseudonym } from '../format/pseudonym.ts';
import { UNKNOWN } from '../format/unknown.ts';

/** One removable filter. */
export interface Pill {
  /** Stable and unique among the pills. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** The filters without this one. */
  readonly without: Filters;
}

type ListKey = 'userHash' | 'network' | 'provider' | 'serviceCode' | 'outcome' | 'version';

const LISTS: readonly (readonly [ListKey, string, (value: string) => string])[] = [
  ['userHash', 'Subscriber', toPseudonym],
  ['network', 'Network', (value) => value],
  ['provider', 'Provider', formatProvider],
  ['serviceCode', 'Service code', (value) => value],
  ['outcome', 'Outcome', (value) => outcomeWords(value).label],
  ['version', 'Version', (value) => value],
];

// Fields of a session that have no filter of their own.
const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  lastStep: 'Last step',
  country: 'Country',
  endedBy: 'Ended by',
  kind: 'Kind',
};

/** The filters without one field; absent rather than `undefined`. */
export function omitFilter(filters: Filters, key: keyof Filters): Filters {
  const { [key]: _removed, ...rest } = filters;
  return rest;
}

/** Takes one value out of a list filter. */
export function removeValue(filters: Filters, key: ListKey, value: string): Filters {
  const rest = (filters[key] ?? []).filter((one) => one !== value);
  return rest.length === 0 ? omitFilter(filters, key) : { ...filters, [key]: rest };
}

/** Adds one value to a list filter, once. */
export function addValue(filters: Filters, key: ListKey, value: string): Filters {
  const known: readonly string[] = filters[key] ?? [];
  return known.includes(value) ? filters : { ...filters, [key]: [...known, value as Outcome] };
}

/** Last digits of the numbers that were searched for in this visit, by their hash. */
export type Endings = ReadonlyMap<string, string>;

const NO_ENDINGS: Endings = new Map();

/** Every active filter as a pill, in the order of the filter bar. */
export function toPills(filters: Filters, endings = NO_ENDINGS): Pill[] {
  const pills: Pill[] = [];
  if (filters.sessionId !== undefined) {
    pills.push({
      key: 'sessionId',
      name: 'Session ID',
      value: filters.sessionId,
      without: omitFilter(filters, 'sessionId'),
    });
  }
  for (const [key, name, format] of LISTS) {
    for (const value of filters[key] ?? []) {
      const ending = key === 'userHash' ? endings.get(value) : undefined;
      if (ending !== undefined) {
        pills.push({
          key: `${key}:${value}`,
          name: 'Number',
          value: `ending ${ending}`,
          without: removeValue(filters, key, value),
        });
        continue;
      }
      pills.push({
        key: `${key}:${value}`,
        name,
        value: value === '' ? UNKNOWN : format(value),
        without: removeValue(filters, key, value),
      });
    }
  }
  for (const [position, attribute] of (filters.attributes ?? []).entries()) {
    const { key, operator, value, values } = attribute;
    const rest = filters.attributes?.toSpliced(position, 1) ?? [];
    pills.push({
      key: `attributes:${key} ${operator} ${value ?? ''}`,
      name: ATTRIBUTE_NAMES[key] ?? key,
      value: `${operator === '=' ? '' : `${operator} `}${values?.join(', ') ?? (value === '' ? UNKNOWN : value)}`,
      without:
        rest.length === 0 ? omitFilter(filters, 'attributes') : { ...filters, attributes: rest },
    });
  }
  if (filters.hookError === true) {
    pills.push({
      key: 'hookError',
      name: 'Hook',
      value: 'failed',
      without: omitFilter(filters, 'hookError'),
    });
  }
  return pills;
}
