/** Grafana's JSON data frame, as far as the explorer reads it. */
export interface Frame {
  readonly schema: {
    readonly name?: string;
    readonly refId?: string;
    readonly meta?: { readonly custom?: Readonly<Record<string, unknown>> };
    readonly fields: readonly {
      readonly name: string;
      readonly type?: string;
      readonly labels?: Readonly<Record<string, string>>;
    }[];
  };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
}

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
