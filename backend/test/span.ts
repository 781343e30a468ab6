import type { DecodedBatch } from '../src/decode/decoded-batch.ts';
import { SPAN_COLUMNS } from '../src/decode/span-row.ts';

/** A span as the decoder would write it; what is left out is empty. Times in unix milliseconds. */
export interface Span {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly operation: 'session' | 'step' | 'hook' | 'end_report';
  readonly start_ms: number;
  readonly end_ms: number;
  readonly status_code?: number;
  readonly service_name?: string;
  readonly service_version?: string;
  readonly environment?: string;
  readonly provider?: string;
  readonly service_code?: string;
  readonly session_id?: string;
  readonly user_hash?: string;
  readonly user_id?: string;
  readonly network?: string;
  readonly mcc?: string;
  readonly mnc?: string;
  readonly country?: string;
  readonly client_kind?: string;
  readonly capture?: string;
  readonly flow?: string;
  readonly outcome?: string;
  readonly outcome_source?: string;
  readonly end_source?: string;
  readonly idle_limit_s?: number;
  readonly step_index?: number;
  readonly step_name?: string;
  readonly step_name_source?: string;
  readonly action?: string;
  readonly action_source?: string;
  readonly action_message?: string;
  readonly input_type?: string;
  readonly input_length?: number;
  readonly input_text?: string;
  readonly input_source?: string;
  readonly response_type?: string;
  readonly response_length?: number;
  readonly response_text?: string;
  readonly report_status?: string;
  readonly report_cost?: string;
  readonly report_hop_count?: number;
  readonly report_duration_ms?: number;
  readonly hook_name?: string;
  readonly http_method?: string;
  readonly http_status?: number;
  readonly server_address?: string;
  readonly url_template?: string;
  readonly url_full?: string;
  readonly hook_request_body?: string;
  readonly hook_response_body?: string;
  readonly error_type?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

// More digits than a number holds.
const nanoseconds = (ms: number): string =>
  String(BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.round((ms % 1) * 1_000_000)));

/** A span as a line of the `spans` table. */
export function toLine(span: Span): string {
  const { start_ms, end_ms, ...columns } = span;
  const values: Readonly<Record<string, unknown>> = {
    ...columns,
    start_ns: nanoseconds(start_ms),
    end_ns: nanoseconds(end_ms),
  };
  return JSON.stringify(
    SPAN_COLUMNS.map(({ name, empty }) => values[name] ?? (JSON.parse(empty) as unknown)),
  );
}

/** Spans as one request of an exporter. */
export function toBatch(spans: readonly Span[]): DecodedBatch {
  return {
    rows: Buffer.from(spans.map((span) => `${toLine(span)}\n`).join('')),
    rowCount: spans.length,
    traceIds: new Set(spans.map((span) => span.trace_id)),
    foreign: Buffer.alloc(0),
    foreignCount: 0,
    spans: spans.length,
    rejected: 0,
  };
}
