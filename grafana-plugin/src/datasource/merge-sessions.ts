import type { DataFrame, Field } from '@grafana/data';

/**
 * A list of sessions after some began or changed: each session once, as it is now, newest start first.
 *
 * @param list an answer to `sessions`; says the columns.
 * @param changed rows of the live stream, with the same columns.
 */
export function mergeSessions(list: DataFrame, changed: DataFrame, limit: number): DataFrame {
  // A row is a frame and a place in it; the changed ones come first, so that they are the ones kept.
  const rows = [changed, list].flatMap((frame) =>
    Array.from({ length: frame.length }, (_, index) => ({ frame, index })),
  );
  const cellOf = (name: string, { frame, index }: (typeof rows)[number]): unknown =>
    fieldOf(frame, name)?.values[index];
  const latest = new Map<unknown, (typeof rows)[number]>();
  for (const row of rows) {
    const id = cellOf('traceId', row);
    if (!latest.has(id)) latest.set(id, row);
  }
  const kept = [...latest.values()]
    .sort((a, b) => Number(cellOf('startedAt', b)) - Number(cellOf('startedAt', a)))
    .slice(0, limit);
  return {
    ...list,
    length: kept.length,
    fields: list.fields.map((field) => ({
      ...field,
      // Texts and scales that Grafana reckoned from the old values.
      state: undefined,
      values: kept.map((row) => cellOf(field.name, row)),
    })),
  };
}

function fieldOf({ fields }: DataFrame, name: string): Field | undefined {
  return fields.find((field) => field.name === name);
}
