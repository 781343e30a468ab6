import { EXACT_INTEGERS } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** What column `as_json` of `spans` says, in its order (migration 0016). */
const REPEATED = [
  'parent_span_id',
  'operation',
  'status_code',
  'service_version',
  'capture',
  'step_index',
  'step_name',
  'step_name_source',
  'action',
  'action_source',
  'action_message',
  'input_type',
  'input_length',
  'input_text',
  'input_source',
  'response_type',
  'response_length',
  'response_text',
  'hook_name',
  'http_method',
  'http_status',
  'url_full',
  'url_template',
  'server_address',
  'error_type',
  // Attributes without a column: ussd.goal.name and server.port.
  'goal_name',
  'server_port',
] as const;

type NumberColumn =
  | 'status_code'
  | 'step_index'
  | 'input_length'
  | 'response_length'
  | 'http_status';

type RepeatedColumns = {
  readonly [name in (typeof REPEATED)[number]]: name extends NumberColumn ? number : string;
};

const STORED = ['span_id', 'start_ns', 'end_ns', 'session_id'] as const;

type StoredColumns = Readonly<Record<(typeof STORED)[number], string>>;

/** Whether a column is read of every span without being asked for. */
export function isAlwaysRead(column: string): boolean {
  return [...STORED, ...REPEATED].some((name) => name === column);
}

/** A span of a session; nanoseconds as text. */
export interface SpanOfTrace extends StoredColumns, RepeatedColumns {}

// Far beyond any session; a loop in an app must not bring the page down.
const SPANS_MAX = 5_000;
// Sorting takes the database a tenth of the question; it pays where not all of the spans are wanted.
const UNSORTED_MAX = 500;

/** The text of the query for some spans of a session, or for the first of them, with some columns besides. */
export function spansOfTraceSql(besides: readonly string[], isSorted: boolean): string {
  return `
SELECT ${[...STORED, 'as_json', ...besides].join(', ')}
FROM spans FINAL
WHERE trace_id = {traceId:String}
${isSorted ? `ORDER BY start_ns, step_index, span_id LIMIT ${SPANS_MAX}` : `LIMIT ${UNSORTED_MAX}`}
SETTINGS optimize_move_to_prewhere_if_final = 1, max_threads = 1, ${EXACT_INTEGERS}`;
}

/**
 * Reads the spans of a session in their order, the first 5,000 of them.
 *
 * @param besides columns of `spans` that `as_json` does not repeat.
 */
export async function readSpansOfTrace<Besides extends object>(
  store: Pick<Store, 'query'>,
  traceId: string,
  besides: readonly (keyof Besides & string)[],
): Promise<(SpanOfTrace & Besides)[]> {
  type Row = StoredColumns & Besides & { readonly as_json: string };
  const ask = async (isSorted: boolean) => {
    const rows = await store.query<Row>(spansOfTraceSql(besides, isSorted), { traceId });
    return rows.map((row) => withRepeated<Row>(row));
  };
  const some = await ask(false);
  return some.length < UNSORTED_MAX ? some.sort(byStart) : await ask(true);
}

function withRepeated<Row extends { readonly as_json: string }>(row: Row): Row & RepeatedColumns {
  const values = JSON.parse(row.as_json) as readonly unknown[];
  const whole: Record<string, unknown> = { ...row };
  for (const [index, name] of REPEATED.entries()) whole[name] = values[index];
  return whole as unknown as Row & RepeatedColumns;
}

function byStart(a: SpanOfTrace, b: SpanOfTrace): number {
  return (
    // Whole numbers as text: the longer one is the later one.
    a.start_ns.length - b.start_ns.length ||
    compare(a.start_ns, b.start_ns) ||
    a.step_index - b.step_index ||
    compare(a.span_id, b.span_id)
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
