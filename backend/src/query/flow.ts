import { shareOf } from './dropoff.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { FlowQuery } from './schema.ts';
import { readSteps, type StepLoss, type Transition } from './step-losses.ts';

const number = <Row>(
  name: string,
  displayName: string,
  value: (row: Row) => number | null,
  config: Readonly<Record<string, unknown>> = {},
): Column<Row> => ({
  name,
  type: 'number',
  nullable: true,
  config: { displayName, ...config },
  value,
});
const text = <Row>(name: string, value: (row: Row) => string): Column<Row> => ({
  name,
  type: 'string',
  value,
});

const arc = (
  name: string,
  displayName: string,
  fixedColor: string,
  part: (row: StepLoss) => number,
): Column<StepLoss> => ({
  name: `arc__${name}`,
  type: 'number',
  config: { displayName, color: { mode: 'fixed', fixedColor } },
  value: (row) => shareOf(part(row), row.reach) ?? 0,
});

const PERCENT = { unit: 'percentunit', decimals: 1 };
const MS = { unit: 'ms' };

// Grafana's node graph reads fields by these names (packages/grafana-data NodeGraphDataFrameFieldNames).
const NODE_COLUMNS: readonly Column<StepLoss>[] = [
  text('id', ({ step }) => step),
  text('title', ({ step }) => step),
  text('subtitle', ({ lossesByOutcome: [most] }) =>
    most === undefined ? '' : `mostly ${most[0].replaceAll('_', ' ')}`,
  ),
  number('mainstat', 'Sessions', ({ reach }) => reach),
  number('secondarystat', 'Drop-off', ({ loss, reach }) => shareOf(loss, reach), PERCENT),
  arc('continued', 'Went on', 'blue', ({ reach, loss, completedHere }) =>
    Math.max(0, reach - loss - completedHere),
  ),
  arc('completed', 'Completed here', 'green', ({ completedHere }) => completedHere),
  arc('lost', 'Lost here', 'red', ({ loss }) => loss),
  number('detail__loss', 'Lost here', ({ loss }) => loss),
  number('detail__completed', 'Completed here', ({ completedHere }) => completedHere),
  number('detail__inProgress', 'In progress here', ({ inProgress }) => inProgress),
  number('detail__timeToReach', 'Median time to reach', ({ medianMs }) => medianMs, MS),
  {
    ...text<StepLoss>('detail__why', ({ lossesByOutcome }) =>
      lossesByOutcome.map(([outcome, sessions]) => `${outcome} ${sessions}`).join(', '),
    ),
    config: { displayName: 'Lost as' },
  },
];

const THICKNESS_MAX = 12;

/** @param all also those between screens that are not shown. */
function edgeColumns(
  edges: readonly Transition[],
  all: readonly Transition[],
): readonly Column<Transition>[] {
  const most = Math.max(1, ...edges.map((edge) => edge.transitions));
  const leaving = new Map<string, number>();
  for (const { source, transitions } of all) {
    leaving.set(source, (leaving.get(source) ?? 0) + transitions);
  }
  return [
    text('id', ({ source, target }) => `${source} → ${target}`),
    text('source', ({ source }) => source),
    text('target', ({ target }) => target),
    number('mainstat', 'Times', ({ transitions }) => transitions),
    number(
      'secondarystat',
      'Of all that left the screen',
      ({ source, transitions }) => shareOf(transitions, leaving.get(source) ?? 0),
      PERCENT,
    ),
    number('thickness', 'Thickness', ({ transitions }) =>
      Math.max(1, Math.round((THICKNESS_MAX * transitions) / most)),
    ),
  ];
}

/**
 * How people walk through the menu, as Grafana's node graph: frames `nodes` and `edges`, of closed
 * sessions. Nodes count sessions, edges count transitions (a screen shown again is an edge to
 * itself), so the two do not add up to one another. The losses of all nodes are the sessions that
 * were not completed: `meta.custom` has `closed` and `completed`.
 */
export async function flow(query: FlowQuery, context: QueryContext): Promise<Frame[]> {
  const { closed, completed, steps, transitions } = await readSteps(query.filters, context, true);
  const reached = steps.filter(({ reach }) => reach > 0);
  const nodes = reached
    .toSorted((a, b) => b.reach - a.reach || (a.step < b.step ? -1 : 1))
    .slice(0, query.limit);
  const shown = new Set(nodes.map((node) => node.step));
  const edges = transitions
    .filter(({ source, target }) => shown.has(source) && shown.has(target))
    .sort(
      (a, b) =>
        b.transitions - a.transitions || (a.source + a.target < b.source + b.target ? -1 : 1),
    );
  const meta = {
    preferredVisualisationType: 'nodeGraph',
    custom: { closed, completed, isCut: nodes.length < reached.length },
  } as const;
  return [
    frameOf('nodes', query.refId, NODE_COLUMNS, nodes, meta),
    frameOf('edges', query.refId, edgeColumns(edges, transitions), edges, meta),
  ];
}
