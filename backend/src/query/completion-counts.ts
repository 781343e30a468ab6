import type { FactCount } from '../derive/fact-counts.ts';
import type { Column } from './frame.ts';
import { wilsonInterval } from './wilson.ts';

/** What a completion rate is made of. */
export interface CompletionCounts {
  readonly sessions: number;
  readonly closed: number;
  readonly completed: number;
}

/** Adds up counts of the fact `session` that are told apart by outcome. */
export function completionOf(counts: readonly FactCount[]): CompletionCounts {
  const sum = (rows: readonly FactCount[]) => rows.reduce((all, { n }) => all + n, 0);
  return {
    sessions: sum(counts),
    closed: sum(counts.filter(({ a: outcome }) => outcome !== 'in_progress')),
    completed: sum(counts.filter(({ a: outcome }) => outcome === 'completed')),
  };
}

type Measure = 'rate' | 'completed' | 'closed' | 'low' | 'high' | 'inProgress';

/** Each number of a completion; null where there is none. */
export const COMPLETION_VALUES: Readonly<
  Record<Measure, (counts: CompletionCounts) => number | null>
> = {
  rate: ({ completed, closed }) => (closed === 0 ? null : completed / closed),
  completed: ({ completed }) => completed,
  closed: ({ closed }) => closed,
  low: (counts) => intervalOf(counts)?.low ?? null,
  high: (counts) => intervalOf(counts)?.high ?? null,
  inProgress: ({ sessions, closed }) => sessions - closed,
};

const column = (name: Measure): Column<CompletionCounts> => ({
  name,
  type: 'number',
  value: COMPLETION_VALUES[name],
});

/** The fields of the `completion` frame beside its dimension. */
export const COMPLETION_COLUMNS: readonly Column<CompletionCounts>[] = [
  { ...column('rate'), nullable: true },
  column('completed'),
  column('closed'),
  { ...column('low'), nullable: true },
  { ...column('high'), nullable: true },
  column('inProgress'),
];

function intervalOf({ completed, closed }: CompletionCounts) {
  return wilsonInterval(completed, closed);
}
