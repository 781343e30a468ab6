/** The table's columns, in the order of the session logs. */
export const COLUMNS = [
  'Date',
  'Session ID',
  'Provider',
  'Network',
  'Service code',
  'MSISDN',
  'Time spent',
  'Completed',
] as const;

/** Columns with the one of the Steps button, for cells that span the table. */
export const COLUMN_COUNT = COLUMNS.length + 1;
