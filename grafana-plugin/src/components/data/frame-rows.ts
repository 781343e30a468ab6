import type { Frame } from './session-types.ts';

/**
 * Turns a frame's columns into rows, one object per row with the fields' names as keys.
 *
 * The row type is the caller's word for what the query documents; a field that the backend does
 * not send is simply absent, so rows read `undefined`, never shifted columns.
 */
export function rowsOf<Row>(frame: Frame | undefined): Row[] {
  if (frame === undefined) {
    return [];
  }
  const { fields } = frame.schema;
  const length = frame.data.values[0]?.length ?? 0;
  return Array.from({ length }, (_, index) => {
    const row: Record<string, unknown> = {};
    fields.forEach((field, column) => {
      row[field.name] = frame.data.values[column]?.[index];
    });
    return row as Row;
  });
}
