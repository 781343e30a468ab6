import { type Column, type Frame, frameOf } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { DropoffQuery } from './schema.ts';
import { readSteps, type StepLoss } from './step-losses.ts';

/** `part` of `whole`; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

const SHARE = { unit: 'percentunit' };
const MS = { unit: 'ms' };

const columnsOf = (closed: number): readonly Column<StepLoss>[] => [
  { name: 'step', type: 'string', value: ({ step }) => step },
  { name: 'reach', type: 'number', value: ({ reach }) => reach },
  { name: 'loss', type: 'number', value: ({ loss }) => loss },
  {
    name: 'dropOff',
    type: 'number',
    nullable: true,
    config: SHARE,
    value: ({ loss, reach }) => shareOf(loss, reach),
  },
  {
    name: 'lossShare',
    type: 'number',
    nullable: true,
    config: SHARE,
    value: ({ loss }) => shareOf(loss, closed),
  },
  {
    name: 'mostly',
    type: 'string',
    value: ({ lossesByOutcome }) => lossesByOutcome[0]?.[0] ?? '',
  },
  { name: 'completedHere', type: 'number', value: (row) => row.completedHere },
  { name: 'inProgress', type: 'number', value: (row) => row.inProgress },
  {
    name: 'timeToReachMs',
    type: 'number',
    nullable: true,
    config: MS,
    value: (row) => row.medianMs,
  },
  {
    name: 'timeToReachP95Ms',
    type: 'number',
    nullable: true,
    config: MS,
    value: (row) => row.p95Ms,
  },
];

/**
 * The screens at which people are lost, most lost first. `meta.custom` has `closed` and `completed`:
 * without a limit that cuts, 1 - completed / closed is the sum of `lossShare`.
 */
export async function dropoff(query: DropoffQuery, context: QueryContext): Promise<Frame[]> {
  const { closed, completed, steps } = await readSteps(query.filters, context);
  const rows = steps
    .toSorted((a, b) => b.loss - a.loss || b.reach - a.reach || (a.step < b.step ? -1 : 1))
    .slice(0, query.limit);
  return [
    frameOf('dropoff', query.refId, columnsOf(closed), rows, {
      custom: { closed, completed, isCut: rows.length < steps.length },
    }),
  ];
}
