import { SPAN_COLUMNS } from '../decode/span-row.ts';
import type { AttributeTarget } from './attribute-target.ts';
import { maskedSql } from './masked-sql.ts';

type SpanTarget = Extract<AttributeTarget, { kind: 'span' }>;

/**
 * The values of a column that only `spans` has, as text for `FROM ...`: rows `trace_id`, `text`, of
 * spans that have the attribute, with the number of their session masked.
 *
 * Needs the parameters `fromMs` and `toMs` of the sessions that are asked for.
 */
export function spanTextsSql({ column, isWritten }: SpanTarget): string {
  if (!isWritten) {
    return `(SELECT trace_id, toString(${column}) AS text FROM spans WHERE ${isThereSql(column)})`;
  }
  // The number is on the session: not every span has to say it.
  return `(
  SELECT trace_id, ${maskedSql('raw', 'owner')} AS text
  FROM (SELECT trace_id, toString(${column}) AS raw FROM spans WHERE ${isThereSql(column)}) AS texts
  LEFT ANY JOIN (
    SELECT trace_id, user_id AS owner
    FROM sessions
    WHERE user_id != ''
      AND started_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')
      AND started_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
  ) AS owners USING (trace_id)
)`;
}

/** The condition that a span has the attribute of a column. */
export function isThereSql(column: string): string {
  if (column === 'step_index') return 'step_index >= 0';
  // Of nothing typed, or nothing shown, 0 is the length.
  if (column.endsWith('_length')) return '1';
  return TEXTS.has(column) ? `${column} != ''` : `${column} != 0`;
}

const TEXTS = new Set(SPAN_COLUMNS.flatMap(({ name, kind }) => (kind === 'text' ? [name] : [])));
