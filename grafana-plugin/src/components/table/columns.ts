export interface Column {
  readonly name: string;
  /** What it always takes, in units of the theme's spacing: its values stand on one line. */
  readonly fixed?: number;
  /** Share of the width that the fixed ones leave, in percent. */
  readonly share?: number;
}

/** The table's columns, in the order of the session logs. */
export const COLUMNS: readonly Column[] = [
  { name: 'Date', fixed: 22.5 },
  { name: 'Session ID', share: 24 },
  { name: 'Provider', share: 22 },
  { name: 'Network', share: 20 },
  { name: 'Service code', fixed: 14 },
  { name: 'MSISDN', fixed: 20.5 },
  { name: 'Time spent', fixed: 11 },
  { name: 'Completed', share: 34 },
];

/** Columns with the one of the Steps button, for cells that span the table. */
export const COLUMN_COUNT = COLUMNS.length + 1;
