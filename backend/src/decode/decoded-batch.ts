/**
 * What the decoder hands to the store: rows as text, ready for `FORMAT JSONCompactEachRow`, so that
 * nobody builds an object per span on the way.
 */
export interface DecodedBatch {
  /** One `ussd.*` span each, columns in the order of `SPAN_COLUMNS` (span-row.ts); no newline. */
  readonly lines: readonly string[];
  /** The traces those lines belong to, lower-case hex: what has to be derived again. */
  readonly traceIds: ReadonlySet<string>;
  /** Spans without `ussd.operation.name`, in the order of `FOREIGN_COLUMNS` (foreign-row.ts). */
  readonly foreign: readonly string[];
  /** Every span of the request: stored, foreign and rejected. */
  readonly spans: number;
  /** Spans that broke a rule; the sender is told in `partial_success` and must not send them again. */
  readonly rejected: number;
  /** Names the first rejected span, its field and its service; absent when nothing was rejected. */
  readonly why?: string;
}
