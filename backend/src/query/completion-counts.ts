import type { Column } from './frame.ts';
import { wilsonInterval } from './wilson.ts';

/** What a completion rate is made of; 64-bit integers come as text. */
export interface CompletionCounts {
  readonly sessions: string | number;
  readonly closed: string | number;
  readonly completed: string | number;
}

type Measure = 'rate' | 'completed' | 'closed' | 'low' | 'high' | 'inProgress';

/** Each number of a completion; null where there is none. */
export const COMPLETION_VALUES: Readonly<
  Record<Measure, (counts: CompletionCounts) => number | null>
> = {
  rate: ({ completed, closed }) =>
    Number(closed) === 0 ? null : Number(completed) / Number(closed),
  completed: ({ completed }) => Number(completed),
  closed: ({ closed }) => Number(closed),
  low: (counts) => intervalOf(counts)?.low ?? null,
  high: (counts) => intervalOf(counts)?.high ?? null,
  inProgress: ({ sessions, closed }) => Number(sessions) - Number(closed),
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
  return wilsonInterval(Number(completed), Number(closed));
}
