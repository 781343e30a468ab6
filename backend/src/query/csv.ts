import type { Column } from './frame.ts';

// A spreadsheet runs what begins with these as a formula (OWASP, CSV Injection); ' makes it a text.
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** The first line of a CSV file (RFC 4180). */
export function csvHeader<Row>(columns: readonly Column<Row>[]): string {
  return `${columns.map(({ name }) => cellOf(name)).join(',')}\r\n`;
}

/** A line of a CSV file; times in ISO 8601, texts that no spreadsheet takes for a formula. */
export function csvLine<Row>(columns: readonly Column<Row>[], row: Row): string {
  const cells = columns.map(({ type, value }) => {
    const cell = value(row);
    if (cell === null) return '';
    if (type === 'time') return new Date(Number(cell)).toISOString();
    return type === 'string' ? cellOf(String(cell)) : String(cell);
  });
  return `${cells.join(',')}\r\n`;
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
