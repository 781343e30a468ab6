import type { FactCount } from '../derive/fact-counts.ts';
import { countedFacts } from './counted-facts.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import type { DeploymentsQuery } from './schema.ts';

interface Deployment {
  readonly atMs: number;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
}

// Grafana's annotations read fields by these names.
const COLUMNS: readonly Column<Deployment>[] = [
  { name: 'time', type: 'time', value: ({ atMs }) => atMs },
  { name: 'title', type: 'string', value: titleOf },
  {
    name: 'text',
    type: 'string',
    value: (row) => `First session of ${titleOf(row)}`,
  },
  {
    name: 'tags',
    type: 'string',
    value: ({ service, environment, version }) =>
      ['deployment', service, environment, version].filter((tag) => tag !== '').join(','),
  },
];

function titleOf({ service, environment, version }: Deployment): string {
  return [service, version, environment === '' ? '' : `in ${environment}`]
    .filter((part) => part !== '')
    .join(' ');
}

/** The first session of each version of a service that began within the range. */
export async function deployments(
  query: DeploymentsQuery,
  context: QueryContext,
): Promise<Frame[]> {
  // A version is new only if no session before the range has it.
  const counts = await countedFacts(
    { facts: ['version'], by: ['a', 'service_version', 'environment'] },
    query.filters,
    { ...context, fromMs: 0 },
  );
  const named = counts.filter(({ service_version: version }) => version !== '');
  const keyOf = ({ a, environment, service_version: version }: FactCount) =>
    JSON.stringify([a, environment, version]);
  const rows = [...Map.groupBy(named, keyOf).values()]
    .flatMap(([one, ...others]) => {
      if (one === undefined) return [];
      const { a: service, environment, service_version: version } = one;
      const atMs = others.reduce((first, { firstMs }) => Math.min(first, firstMs), one.firstMs);
      return [{ atMs, service, environment, version }];
    })
    .filter(({ atMs }) => atMs >= context.fromMs && atMs < context.toMs)
    .sort(newestFirst)
    .slice(0, query.limit);
  return [frameOf('deployments', query.refId, COLUMNS, rows)];
}

function newestFirst(a: Deployment, b: Deployment): number {
  const names = ({ service, environment, version }: Deployment) => [service, environment, version];
  return b.atMs - a.atMs || (names(a).join('\0') < names(b).join('\0') ? -1 : 1);
}
