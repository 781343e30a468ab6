import type { DataFrame, Field } from '@grafana/data';

/**
 * A flow's frames in which a screen that was shown again says so in its details: Grafana's node graph
 * cannot draw an arrow from a circle to itself (its line has no length, and its ends are NaN).
 */
export function withRepeats(frames: readonly DataFrame[]): DataFrame[] {
  const edges = frames.find(({ name }) => name === 'edges');
  const sources = valuesOf(edges, 'source');
  const targets = valuesOf(edges, 'target');
  const times = valuesOf(edges, 'mainstat');
  const repeats = new Map<unknown, unknown>();
  const kept: number[] = [];
  for (const [row, source] of sources.entries()) {
    if (source === targets[row]) repeats.set(source, times[row]);
    else kept.push(row);
  }
  return frames.map((frame) => {
    if (frame === edges) return onlyRows(frame, kept);
    if (frame.name !== 'nodes') return frame;
    const again: Field = {
      name: 'detail__again',
      type: 'number' as Field['type'],
      config: { displayName: 'Shown again' },
      values: valuesOf(frame, 'id').map((id) => repeats.get(id) ?? 0),
    };
    return { ...frame, fields: [...frame.fields, again] };
  });
}

function onlyRows(frame: DataFrame, rows: readonly number[]): DataFrame {
  const fields = frame.fields.map((field) => ({
    ...field,
    values: rows.map((row) => field.values[row]),
  }));
  return { ...frame, fields, length: rows.length };
}

function valuesOf(frame: DataFrame | undefined, name: string): readonly unknown[] {
  return frame?.fields.find((field) => field.name === name)?.values ?? [];
}
