import { valuesOf } from './attribute-filters.ts';
import { attributeTarget } from './attribute-target.ts';
import type { Column } from './frame.ts';
import { createOwnNumberMask } from './mask-own-number.ts';
import { type QueryContext, QueryError } from './query-context.ts';
import type { SessionRow } from './session-row.ts';

/** A session with the values of the attributes that were asked for, by their position. */
export interface WideRow extends SessionRow {
  readonly extra: readonly string[];
}

/** Columns of a session row's frame for attributes. */
export interface ExtraColumns {
  /** What to select beside `SESSION_SELECT`, over sessions with outcomes. */
  readonly select: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly columns: readonly Column<WideRow>[];
  /** Adds what only the spans know to a page of rows. */
  complete(rows: readonly WideRow[], context: QueryContext): Promise<readonly WideRow[]>;
}

interface SpanValues {
  readonly traceId: string;
  readonly extra: readonly string[];
}

const LIST = ', ';
// The number may stand in what was typed or sent; ids name the session in links.
const KEPT = new Set(['traceId', 'sessionId', 'session.id', 'userHash', 'user.hash']);

/** The text of the query for columns that only `spans` has: all values of a session, each once. */
export function spanColumnsSql(columns: readonly string[]): string {
  const values = columns.map(
    (column) =>
      `arrayStringConcat(arraySort(groupUniqArrayIf(20)(toString(${column}), toString(${column}) NOT IN ('', '0'))), '${LIST}')`,
  );
  return `
SELECT trace_id AS traceId, [${values.join(', ')}] AS extra
FROM spans
WHERE trace_id IN {traceIds:Array(String)}
GROUP BY trace_id`;
}

/**
 * Fields of a `sessions` frame under any attribute's key, `attr:` before it or not; several values
 * stand with commas between, and the subscriber's number is masked in all of them.
 *
 * @throws {QueryError} for a key that nobody may ask for.
 */
export function extraColumns(keys: readonly string[]): ExtraColumns {
  const params: Record<string, unknown> = {};
  const ofSpans: { readonly column: string; readonly position: number }[] = [];
  const expressions = keys.map((asked, position) => {
    const key = asked.replace(/^attr:/, '');
    const target = attributeTarget(key);
    switch (target?.kind) {
      case 'one':
        return `toString(${target.sql})`;
      case 'many':
        return `arrayStringConcat(${target.sql}, '${LIST}')`;
      case 'pairs':
        params[`column${position}`] = key;
        return `arrayStringConcat(${valuesOf(`column${position}`)}, '${LIST}')`;
      case 'span':
        ofSpans.push({ column: target.column, position });
        return "''";
      default:
        throw new QueryError(
          403,
          'Numbers are shown masked, in the field msisdn',
          `columns[${position}]`,
        );
    }
  });
  return {
    select: `[${expressions.join(', ')}]::Array(String) AS extra`,
    params,
    columns: keys.map((name, position) => ({
      name,
      type: 'string',
      value: ({ extra, userId }) => {
        const value = extra[position] ?? '';
        return KEPT.has(name.replace(/^attr:/, '')) ? value : createOwnNumberMask(userId)(value);
      },
    })),
    async complete(rows, context) {
      if (ofSpans.length === 0 || rows.length === 0) return rows;
      const found = await context.store.query<SpanValues>(
        spanColumnsSql(ofSpans.map(({ column }) => column)),
        { traceIds: rows.map(({ traceId }) => traceId) },
      );
      const byTrace = new Map(found.map((row) => [row.traceId, row.extra]));
      return rows.map((row) => {
        const extra = [...row.extra];
        for (const [index, { position }] of ofSpans.entries()) {
          extra[position] = byTrace.get(row.traceId)?.[index] ?? '';
        }
        return { ...row, extra };
      });
    },
  };
}
