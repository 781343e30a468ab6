export interface Column {
  readonly name: string;
  /** Share of the table's width, in percent. */
  readonly width: number;
}

/** The table's columns, in the order of the session logs. */
export const COLUMNS: readonly Column[] = [
  { name: 'Date', width: 15 },
  { name: 'Session ID', width: 17 },
  { name: 'Provider', width: 11 },
  { name: 'Network', width: 11 },
  { name: 'Service code', width: 9 },
  { name: 'MSISDN', width: 12 },
  { name: 'Time spent', width: 8 },
  { name: 'Completed', width: 17 },
];

/** Columns with the one of the Steps button, for cells that span the table. */
export const COLUMN_COUNT = COLUMNS.length + 1;
