import type { Frame } from '../data/session-types.ts';
import {
  KIND_WORDS,
  OUTCOME_KINDS,
  OUTCOME_WORDS,
  type OutcomeKind,
  outcomeWords,
} from '../format/outcome-words.ts';
import { UNKNOWN } from '../format/unknown.ts';
import type { Stack } from '../state/url-state.ts';

/** One colour of the stacked bars. */
export interface TrafficSeries {
  /** An outcome kind, a network or an outcome: what a filter would be set to. */
  readonly key: string;
  readonly label: string;
  /** Sessions per bar, aligned with `Traffic.starts`. */
  readonly counts: readonly number[];
  readonly total: number;
}

export interface Traffic {
  /** Start of each bar, epoch milliseconds, ascending. */
  readonly starts: readonly number[];
  /** Bottom to top. */
  readonly series: readonly TrafficSeries[];
  readonly total: number;
}

function labelOf(key: string, stack: Stack): string {
  switch (stack) {
    case 'completed':
      return KIND_WORDS[key as OutcomeKind];
    case 'outcome':
      return outcomeWords(key).label;
    case 'network':
      return key === '' ? UNKNOWN : key;
  }
}

// Completed at the bottom, where a bar's height can be read off; what is still open on top.
function orderOf(key: string, stack: Stack, total: number): number {
  switch (stack) {
    case 'completed':
      return OUTCOME_KINDS.indexOf(key as OutcomeKind);
    case 'outcome': {
      const kind = OUTCOME_KINDS.indexOf(outcomeWords(key).kind);
      return kind * 100 + Object.keys(OUTCOME_WORDS).indexOf(key);
    }
    case 'network':
      return -total;
  }
}

/**
 * Reads the `traffic` frame: the `time` field and one number field per outcome or network.
 *
 * The stack by completion is folded from the stack by outcome, because "not completed" alone does
 * not tell whose turn it is. Series without a single session are left out.
 */
export function readTraffic(frame: Frame | undefined, stack: Stack): Traffic {
  const fields = frame?.schema.fields ?? [];
  const columns = frame?.data.values ?? [];
  const timeColumn = fields.findIndex((field) => field.type === 'time' || field.name === 'time');
  const starts = (columns[timeColumn] ?? []).map(Number);
  const counts = new Map<string, number[]>();
  fields.forEach((field, column) => {
    if (column === timeColumn) {
      return;
    }
    const word = Object.values(field.labels ?? {})[0] ?? field.name;
    const key = stack === 'completed' ? outcomeWords(word).kind : word;
    const sum = counts.get(key) ?? starts.map(() => 0);
    columns[column]?.forEach((value, index) => {
      sum[index] = (sum[index] ?? 0) + Number(value ?? 0);
    });
    counts.set(key, sum);
  });
  const series = [...counts]
    .map(([key, values]) => ({
      key,
      label: labelOf(key, stack),
      counts: values,
      total: values.reduce((a, b) => a + b, 0),
    }))
    .filter((one) => one.total > 0)
    .sort(
      (a, b) =>
        orderOf(a.key, stack, a.total) - orderOf(b.key, stack, b.total) ||
        a.label.localeCompare(b.label),
    );
  return { starts, series, total: series.reduce((sum, one) => sum + one.total, 0) };
}

/**
 * The upper edge of each series in each bar: series 0 as it is, each next one on top of it.
 *
 * Drawn from the last to the first, the opaque bars cover one another so that every series shows
 * exactly its own count.
 */
export function toUpperEdges(series: readonly TrafficSeries[], bars: number): number[][] {
  const edge = Array.from({ length: bars }, () => 0);
  return series.map((one) => {
    one.counts.forEach((count, index) => {
      edge[index] = (edge[index] ?? 0) + count;
    });
    return [...edge];
  });
}
