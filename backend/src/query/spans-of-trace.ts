import { EXACT_INTEGERS } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** What column `as_json` of `spans` says (migration 0016), by the columns that it repeats. */
interface RepeatedColumns {
  readonly parent_span_id: string;
  readonly operation: string;
  readonly status_code: number;
  readonly service_version: string;
  readonly capture: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly step_name_source: string;
  readonly action: string;
  readonly action_source: string;
  readonly action_message: string;
  readonly input_type: string;
  readonly input_length: number;
  readonly input_text: string;
  readonly input_source: string;
  readonly response_type: string;
  readonly response_length: number;
  readonly response_text: string;
  readonly hook_name: string;
  readonly http_method: string;
  readonly http_status: number;
  readonly url_full: string;
  readonly url_template: string;
  readonly server_address: string;
  readonly error_type: string;
  /** Attribute `ussd.goal.name`. */
  readonly goal_name: string;
  /** Attribute `server.port`. */
  readonly server_port: string;
}

const REPEATED: readonly (keyof RepeatedColumns)[] = [
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
  'goal_name',
  'server_port',
];

interface StoredColumns {
  readonly span_id: string;
  readonly start_ns: string;
  readonly end_ns: string;
  readonly session_id: string;
}

const STORED: readonly (keyof StoredColumns)[] = ['span_id', 'start_ns', 'end_ns', 'session_id'];

/** Whether all spans come with a column, also when it is not asked for besides. */
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
