import { CLIENT_KINDS } from '@hopscope/instrumentation/semconv';
import type { FactCount, FactKey } from '../derive/fact-counts.ts';
import { ROLL_UP_DIMENSIONS, type RollUpFact, UNNAMED } from '../derive/roll-up-sql.ts';
import type { SqlParams } from '../store/database.ts';
import { valuesOf } from './attribute-filters.ts';
import { attributeTarget, COLUMN_KEYS } from './attribute-target.ts';
import { countedFacts } from './counted-facts.ts';
import { filteredSessions } from './filters.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import { maskedSql } from './masked-sql.ts';
import { type QueryContext, QueryError } from './query-context.ts';
import type { ValuesQuery } from './schema.ts';
import { spanTextsSql } from './span-texts.ts';

interface Value {
  readonly value: string;
  /** Sessions that have it; null where nobody counted. */
  readonly sessions: number | null;
}

const COLUMNS: readonly Column<Value>[] = [
  { name: 'value', type: 'string', value: ({ value }) => value },
  { name: 'sessions', type: 'number', nullable: true, value: ({ sessions }) => sessions },
];

const LIMITED = `
WHERE startsWith(lowerUTF8(value), lowerUTF8({prefix:String}))
GROUP BY value
ORDER BY sessions DESC, value
LIMIT {limit:UInt32}`;

/**
 * The text of the query over sessions with outcomes.
 *
 * @param values an expression over them, a text or an array of texts.
 */
export function valuesSql(sessions: string, values: string, isArray: boolean): string {
  const expression = isArray ? `arrayJoin(arrayDistinct(${values}))` : values;
  return `
SELECT value, toFloat64(count()) AS sessions
FROM (SELECT toString(${expression}) AS value FROM (${sessions}))${LIMITED}`;
}

/** The text of the query for a column that only `spans` has, given as `spanTextsSql`. */
export function spanValuesSql(sessions: string, texts: string): string {
  return `
SELECT value, toFloat64(uniq(trace_id)) AS sessions
FROM (
  SELECT text AS value, trace_id
  FROM ${texts}
  WHERE value != '0' AND trace_id IN (SELECT trace_id FROM (${sessions}))
)${LIMITED}`;
}

/**
 * What a field or an attribute can be, most sessions first, with subscribers' numbers masked: for
 * variables, filters and the search's suggestions.
 *
 * @throws {QueryError} for attributes whose values are no list.
 */
export async function values(query: ValuesQuery, context: QueryContext): Promise<Frame[]> {
  const rows = await rowsOf(query, context);
  const all = query.field === 'attributeKey' ? [...rows, ...columnKeys(query.prefix)] : rows;
  return [frameOf('values', query.refId, COLUMNS, all.slice(0, query.limit))];
}

async function rowsOf(query: ValuesQuery, context: QueryContext): Promise<readonly Value[]> {
  const target = attributeTarget(query.field ?? query.attribute ?? '');
  const isKind = target?.kind === 'one' && target.sql === 'kind';
  const filters = isKind ? { kind: [...CLIENT_KINDS], ...query.filters } : query.filters;
  const counted = countedField(query, target?.kind === 'one' ? target.sql : undefined);
  if (counted !== undefined) {
    const [fact, key] = counted;
    const counts = await countedFacts({ facts: [fact], by: [key] }, filters, context);
    return mostFirst(counts, key, query);
  }
  let params: SqlParams = {};
  const sql = directSql(query, (usedBy) => {
    const sessions = filteredSessions(filters, context, usedBy);
    params = sessions.params;
    return sessions.sql;
  });
  return await context.store.query<Value>(sql, {
    ...params,
    attribute: query.attribute ?? '',
    prefix: query.prefix,
    limit: query.limit,
  });
}

function countedField(
  { field }: ValuesQuery,
  column: string | undefined,
): readonly [RollUpFact, FactKey] | undefined {
  if (column === 'outcome') return ['session', 'a'];
  const dimension = ROLL_UP_DIMENSIONS.find((name) => name === column);
  if (dimension !== undefined) return ['session', dimension];
  if (field === 'attributeKey') return ['key', 'a'];
  return field === 'step' ? ['reach', 'a'] : undefined;
}

function mostFirst(
  counts: readonly FactCount[],
  key: FactKey,
  { prefix, limit }: ValuesQuery,
): Value[] {
  const sessions = new Map<string, number>();
  for (const count of counts) {
    const value = count[key];
    sessions.set(value, (sessions.get(value) ?? 0) + count.n);
  }
  const start = prefix.toLowerCase();
  return [...sessions]
    .filter(([value]) => value !== UNNAMED && value.toLowerCase().startsWith(start))
    .map(([value, n]) => ({ value, sessions: n }))
    .sort((a, b) => b.sessions - a.sessions || (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}

function directSql(query: ValuesQuery, sessionsFor: (usedBy: string) => string): string {
  const target = attributeTarget(query.field ?? query.attribute ?? '');
  const over = (values: string, isArray: boolean) =>
    valuesSql(sessionsFor(values), values, isArray);
  if (target?.kind === 'one') {
    const { sql, isWritten } = target;
    return over(isWritten ? maskedSql(sql, 'user_id') : sql, false);
  }
  if (target?.kind === 'many') return over(maskedValues(target.sql), true);
  if (target?.kind === 'pairs') return over(maskedValues(valuesOf('attribute')), true);
  if (target?.kind === 'span' && !target.isFreeText) {
    return spanValuesSql(sessionsFor('trace_id'), spanTextsSql(target));
  }
  throw new QueryError(
    422,
    'The values of this attribute are not listed: they are what people and hosts wrote',
    'attribute',
  );
}

const maskedValues = (values: string) =>
  `arrayMap(text -> ${maskedSql('text', 'user_id')}, ${values})`;

function columnKeys(prefix: string): Value[] {
  return COLUMN_KEYS.filter((key) => key.startsWith(prefix.toLowerCase())).map((key) => ({
    value: key,
    sessions: null,
  }));
}
