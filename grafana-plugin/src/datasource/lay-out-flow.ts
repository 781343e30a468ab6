import type { DataFrame, Field } from '@grafana/data';

// Six columns stand beside Grafana's navigation in a window of 1400 pixels.
const COLUMN_PIXELS = 178;
const ROW_PIXELS = 96;
/** Closer, a name would lie under the next circle. */
const ROW_PIXELS_MIN = 77;
const RADIUS_PIXELS = 28;
// Below a circle stand its name and why people are lost; the graph's legend lies over its lower edge.
const NAME_PIXELS = 36;
const LEGEND_PIXELS = 48;
const MIDDLE_PIXELS = -(NAME_PIXELS + LEGEND_PIXELS) / 2;
// What our dashboard's panel leaves between the middles of the highest and the lowest circle.
const HEIGHT_PIXELS = 914 - 2 * RADIUS_PIXELS - NAME_PIXELS - LEGEND_PIXELS;

interface Way {
  readonly source: string;
  readonly target: string;
  readonly times: number;
}

/**
 * A flow's frames with a place for every screen, the way people go from left to right: its column is
 * how many screens are passed before it at least, and in a column it stands near those that lead to it.
 *
 * Grafana's own layered layout has a menu of thirty screens ten windows wide. Around (0, 0), where the
 * node graph looks first, but for what lies below.
 */
export function layOutFlow(frames: readonly DataFrame[]): DataFrame[] {
  const nodes = frames.find(({ name }) => name === 'nodes');
  const edges = frames.find(({ name }) => name === 'edges');
  const ids = valuesOf<string>(nodes, 'id');
  if (nodes === undefined || ids.length === 0) return [...frames];
  const places = placesOf(ids, waysOf(edges));
  const numbers = (name: string, value: (id: string) => number): Field => ({
    name,
    type: 'number' as Field['type'],
    config: {},
    values: ids.map(value),
  });
  const placed = {
    ...nodes,
    fields: [
      ...nodes.fields,
      numbers('fixedx', (id) => places.get(id)?.x ?? 0),
      numbers('fixedy', (id) => places.get(id)?.y ?? 0),
      numbers('noderadius', () => RADIUS_PIXELS),
    ],
  };
  return frames.map((frame) => (frame === nodes ? placed : frame));
}

function placesOf(
  ids: readonly string[],
  ways: readonly Way[],
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const depths = depthsOf(ids, ways);
  const depthOf = (id: string): number => depths.get(id) ?? 0;
  const columns = Array.from({ length: Math.max(...ids.map(depthOf)) + 1 }, (_, depth) =>
    ids.filter((id) => depthOf(id) === depth),
  );
  const places = new Map<string, { x: number; y: number }>();
  const middle = (columns.length - 1) / 2;
  const row = rowPixels(Math.max(...columns.map(({ length }) => length)));
  for (const [depth, column] of columns.entries()) {
    const heights = new Map(column.map((id) => [id, heightOf(id, ways, depths, places)]));
    column.sort((a, b) => (heights.get(a) ?? 0) - (heights.get(b) ?? 0));
    for (const [index, id] of column.entries()) {
      places.set(id, {
        x: (depth - middle) * COLUMN_PIXELS,
        y: MIDDLE_PIXELS + (index - (column.length - 1) / 2) * row,
      });
    }
  }
  return places;
}

/** @param most circles of the fullest column. */
function rowPixels(most: number): number {
  return Math.max(ROW_PIXELS_MIN, Math.min(ROW_PIXELS, HEIGHT_PIXELS / Math.max(1, most - 1)));
}

/** Fewest screens before each; a screen that nothing leads to comes first. */
function depthsOf(ids: readonly string[], ways: readonly Way[]): ReadonlyMap<string, number> {
  const isEntered = new Set(ways.map(({ target }) => target));
  const [mostReached] = ids;
  const first = ids.filter((id) => id === mostReached || !isEntered.has(id));
  const depths = new Map(first.map((id) => [id, 0]));
  // Screens are added while they are gone through: breadth first.
  for (const [id, depth] of depths) {
    for (const { source, target } of ways) {
      if (source === id && !depths.has(target)) depths.set(target, depth + 1);
    }
  }
  return depths;
}

/** Where those that lead to a screen stand on average, by how many come from there. */
function heightOf(
  id: string,
  ways: readonly Way[],
  depths: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, { readonly y: number }>,
): number {
  const depth = depths.get(id) ?? 0;
  const leading = ways.filter(
    ({ source, target }) => target === id && (depths.get(source) ?? 0) === depth - 1,
  );
  const all = leading.reduce((sum, { times }) => sum + times, 0);
  const weighted = leading.reduce(
    (sum, { source, times }) => sum + times * (places.get(source)?.y ?? 0),
    0,
  );
  return all === 0 ? 0 : weighted / all;
}

function waysOf(edges: DataFrame | undefined): Way[] {
  const targets = valuesOf<string>(edges, 'target');
  const times = valuesOf<number>(edges, 'mainstat');
  return valuesOf<string>(edges, 'source').map((source, index) => ({
    source,
    target: targets[index] ?? '',
    times: times[index] ?? 0,
  }));
}

function valuesOf<T>(frame: DataFrame | undefined, name: string): readonly T[] {
  return frame?.fields.find((field) => field.name === name)?.values ?? [];
}
