import {
  isOfFacts,
  outcomeParams,
  sessionsWithOutcomeSql,
  whereIndexed,
} from '../derive/outcome.ts';
import type { SqlParams } from '../store/database.ts';
import { userHashes } from '../user-hash-keys.ts';
import { attributeConditions } from './attribute-filters.ts';
import { attributeTarget } from './attribute-target.ts';
import type { Filters } from './filter-schema.ts';
import { type QueryContext, QueryError } from './query-context.ts';

/** Sessions under filters, as text for `FROM (...)`, with its parameters. */
export interface FilteredSessions {
  readonly sql: string;
  readonly params: SqlParams;
}

/** Why nobody can be searched by number. */
export const NO_HASH_KEY =
  'Numbers cannot be searched: HOPSCOPE_USER_HASH_KEY is not set on the backend. Set it to the key that the apps use.';

const LIST_COLUMNS = {
  network: 'network',
  provider: 'provider',
  serviceCode: 'service_code',
  version: 'service_version',
  flow: 'flow',
  environment: 'environment',
  kind: 'kind',
} as const;

const ARRAY_COLUMNS = { step: 'steps_shown', hook: 'hook_names' } as const;

/**
 * The sessions that started in the context's range and pass all filters, with their outcomes.
 *
 * Column names are ours; whatever a caller sends is a typed parameter.
 *
 * @param usedBy SQL that will read from it: it need not have other columns than that names.
 * @param within a further condition over the columns of `sessions`, of our own making.
 * @throws {QueryError} for a number when no key is configured.
 */
export function filteredSessions(
  filters: Filters,
  context: QueryContext,
  usedBy?: string,
  within?: string,
): FilteredSessions {
  const conditions = [
    "started_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')",
    "started_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')",
    ...(within === undefined ? [] : [`(${within})`]),
  ];
  const params: Record<string, unknown> = {
    ...outcomeParams(context.config, context.nowMs),
    fromMs: context.fromMs,
    toMs: context.toMs,
  };
  for (const [name, column] of Object.entries(LIST_COLUMNS)) {
    const values = listOf(filters, name as keyof typeof LIST_COLUMNS);
    if (values === undefined) continue;
    conditions.push(`${column} IN {${name}:Array(String)}`);
    params[name] = values;
  }
  for (const [name, column] of Object.entries(ARRAY_COLUMNS)) {
    const values = filters[name as keyof typeof ARRAY_COLUMNS];
    if (values === undefined) continue;
    conditions.push(`hasAny(${column}, {${name}:Array(String)})`);
    params[name] = values;
  }
  const hashes = userHashesOf(filters, context);
  if (hashes !== undefined) {
    conditions.push(whereIndexed('user_hash', 'IN {userHash:Array(String)}'));
    params.userHash = hashes;
  }
  if (filters.sessionId !== undefined) {
    conditions.push(whereIndexed('session_id', '= {sessionId:String}'));
    params.sessionId = filters.sessionId;
  }
  if (filters.hookError !== undefined) {
    conditions.push(filters.hookError ? 'hook_errors > 0' : 'hook_errors = 0');
  }
  const attributes = attributeConditions(filters.attributes ?? []);
  Object.assign(params, attributes.params);
  conditions.push(...attributes.sql.filter(isOfFacts));
  // What looks at the outcome comes after it.
  const later = attributes.sql.filter((sql) => !isOfFacts(sql));
  if (filters.outcome !== undefined) {
    later.push('outcome IN {outcome:Array(String)}');
    params.outcome = filters.outcome;
  }
  const sessions = sessionsWithOutcomeSql(
    conditions.join('\n  AND '),
    usedBy && [usedBy, ...later].join(' '),
  );
  if (later.length === 0) return { sql: sessions, params };
  return { sql: `SELECT * FROM (${sessions}) WHERE ${later.join('\n  AND ')}`, params };
}

/** The values that a filter of a list allows; live sessions, where nobody asks for another kind. */
export function listOf(
  filters: Filters,
  name: keyof typeof LIST_COLUMNS,
): readonly string[] | undefined {
  return filters[name] ?? (name === 'kind' && !namesKind(filters) ? ['live'] : undefined);
}

// An ad-hoc filter on the kind asks for others than live ones, too.
function namesKind({ attributes = [] }: Filters): boolean {
  return attributes.some(({ key }) => {
    const target = attributeTarget(key);
    return target?.kind === 'one' && target.sql === 'kind';
  });
}

/**
 * The hashes of the subscriber that filters name; `undefined` where they name none. A number and a hash
 * together name one subscriber or nobody.
 *
 * @throws {QueryError} for a number when no key is configured.
 */
export function userHashesOf(
  filters: Filters,
  { config }: Pick<QueryContext, 'config'>,
): readonly string[] | undefined {
  if (filters.msisdn === undefined) return filters.userHash;
  if (config.userHashKeys.length === 0) throw new QueryError(422, NO_HASH_KEY, 'filters.msisdn');
  const hashes = userHashes(filters.msisdn, config.userHashKeys);
  if (hashes.length === 0) {
    throw new QueryError(422, 'Expected a phone number with digits', 'filters.msisdn');
  }
  const { userHash } = filters;
  return userHash === undefined ? hashes : hashes.filter((hash) => userHash.includes(hash));
}
