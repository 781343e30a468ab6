import type { Frame } from '../src/components/data/session-types.ts';

type Value = string | number | boolean | null;

/** Lays rows out as the backend does, one column a field; types do not matter to the readers. */
export function frameOf(
  name: string,
  rows: readonly object[],
  custom: Readonly<Record<string, unknown>> = {},
): Frame {
  const names = Object.keys(rows[0] ?? {});
  return {
    schema: {
      name,
      refId: 'A',
      meta: { custom },
      fields: names.map((field) => ({
        name: field,
        type: 'string',
        typeInfo: { frame: 'string', nullable: true },
      })),
    },
    data: {
      values: names.map((field) =>
        rows.map((row) => (row as Record<string, Value>)[field] ?? null),
      ),
    },
  };
}

/** A `traffic` frame: bar starts, and a labelled series of counts for each word. */
export function trafficFrame(
  starts: readonly number[],
  label: string,
  series: Readonly<Record<string, readonly number[]>>,
): Frame {
  const typeInfo = { frame: 'float64', nullable: false } as const;
  return {
    schema: {
      name: 'traffic',
      refId: 'A',
      fields: [
        { name: 'time', type: 'time', typeInfo: { frame: 'time.Time', nullable: false } },
        ...Object.keys(series).map((name) => ({
          name,
          type: 'number' as const,
          typeInfo,
          labels: { [label]: name },
        })),
      ],
    },
    data: { values: [[...starts], ...Object.values(series).map((counts) => [...counts])] },
  };
}
