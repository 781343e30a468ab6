/** Grafana's JSON data frame: columns, with times in epoch milliseconds. */
export interface Frame {
  readonly schema: {
    readonly name: string;
    readonly refId: string;
    readonly meta?: FrameMeta;
    readonly fields: readonly FieldSchema[];
  };
  readonly data: { readonly values: readonly (readonly FieldValue[])[] };
}

export interface FrameMeta {
  /** How Grafana shows it unless told otherwise. */
  readonly preferredVisualisationType?: 'trace' | 'nodeGraph' | 'table';
  /** The data plane's contract that the frame keeps, for alert rules and expressions. */
  readonly type?: 'numeric-long' | 'timeseries-wide';
  readonly typeVersion?: readonly [0, 1];
  readonly custom?: Readonly<Record<string, unknown>>;
}

/** A tag of a span, in the trace view's shape. */
export interface Tag {
  readonly key: string;
  readonly value: string | number | boolean;
}

export type FieldValue = string | number | boolean | null | readonly Tag[];

export interface FieldSchema {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string' | 'boolean' | 'other';
  /** Grafana's Go SDK panics on a field without it (grafana-plugin-sdk-go 0.287.0). */
  readonly typeInfo: {
    readonly frame: 'time.Time' | 'float64' | 'string' | 'bool' | 'json.RawMessage';
    readonly nullable: boolean;
  };
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A field with its values. */
export interface Field {
  readonly schema: FieldSchema;
  readonly values: readonly FieldValue[];
}

type Extra = Pick<FieldSchema, 'labels' | 'config'>;

const FRAME_TYPES = {
  time: 'time.Time',
  number: 'float64',
  string: 'string',
  boolean: 'bool',
  other: 'json.RawMessage',
} as const;

/** Builds a field; `nullable` follows from the values unless it is said. */
export function field(
  name: string,
  type: FieldSchema['type'],
  values: readonly FieldValue[],
  { nullable = false, ...extra }: Extra & { readonly nullable?: boolean } = {},
): Field {
  return {
    schema: { name, type, typeInfo: { frame: FRAME_TYPES[type], nullable }, ...extra },
    values,
  };
}

/** Puts fields of equal length into a frame. */
export function frame(
  name: string,
  refId: string,
  fields: readonly Field[],
  meta?: FrameMeta,
): Frame {
  return {
    schema: {
      name,
      refId,
      ...(meta === undefined ? {} : { meta }),
      fields: fields.map(({ schema }) => schema),
    },
    data: { values: fields.map(({ values }) => values) },
  };
}

/** How one column of a frame is read from a row. */
export interface Column<Row> {
  readonly name: string;
  readonly type: FieldSchema['type'];
  readonly nullable?: boolean;
  /** Grafana's field configuration: unit, display name, colour. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly value: (row: Row) => FieldValue;
}

/** Lays rows out as columns. */
export function frameOf<Row>(
  name: string,
  refId: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  meta?: FrameMeta,
): Frame {
  return frame(
    name,
    refId,
    columns.map(({ name: column, type, nullable, config, value }) =>
      field(column, type, rows.map(value), {
        ...(nullable === undefined ? {} : { nullable }),
        ...(config === undefined ? {} : { config }),
      }),
    ),
    meta,
  );
}

/** Changes the values of all fields of texts but those of `except`. */
export function mapTexts(
  from: Frame,
  except: ReadonlySet<string>,
  change: (text: string) => string,
): Frame {
  const values = from.data.values.map((column, index) => {
    const { name, type } = from.schema.fields[index] ?? {};
    if (type !== 'string' || name === undefined || except.has(name)) return column;
    return column.map((value) => (typeof value === 'string' ? change(value) : value));
  });
  return { schema: from.schema, data: { values } };
}
