/**
 * A table's roles, said once more: `display: grid`, which the narrow layout needs, takes the ones
 * that the elements have by themselves away from the accessibility tree.
 */
export const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;
