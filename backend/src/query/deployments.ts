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

/** The text of the query over counted `version` of all time. */
export function deploymentsSql(versions: string): string {
  return `
SELECT
  toFloat64(min(first_ms)) AS atMs,
  a AS service,
  environment,
  service_version AS version
FROM (${versions})
WHERE service_version != ''
GROUP BY service, environment, version
HAVING atMs >= {shownFromMs:Int64} AND atMs < {shownToMs:Int64}
ORDER BY atMs DESC, service, environment, version
LIMIT {limit:UInt32}`;
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
  const { sql, params } = await countedFacts(
    ['version'],
    query.filters,
    { ...context, fromMs: 0 },
    ['service_version', 'environment'],
  );
  const rows = await context.store.query<Deployment>(deploymentsSql(sql), {
    ...params,
    shownFromMs: context.fromMs,
    shownToMs: context.toMs,
    limit: query.limit,
  });
  return [frameOf('deployments', query.refId, COLUMNS, rows)];
}
