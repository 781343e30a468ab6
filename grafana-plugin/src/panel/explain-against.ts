import { type Filters, toPills } from '../components/index.ts';

/**
 * Why nothing can be found under both filters, in words: the panel's query asks for one network, say,
 * and what was clicked in the panel is another.
 */
export function explainAgainst(
  filters: Filters,
  chips: Filters,
  against: readonly (keyof Filters)[],
): string {
  const words = against.map((field) => {
    const [asked] = toPills({ [field]: filters[field] });
    return `${asked?.name ?? field}: the dashboard asks for ${valuesOf(filters, field)}, this panel’s filter for ${valuesOf(chips, field)}.`;
  });
  return `No session is both. ${words.join(' ')}`;
}

function valuesOf(filters: Filters, field: keyof Filters): string {
  const values = toPills({ [field]: filters[field] }).map(({ value }) => value);
  return values.join(', ') || 'something else';
}
