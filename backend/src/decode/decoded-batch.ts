/**
 * What the decoder hands to the store: rows as UTF-8 text, ready for `FORMAT JSONCompactEachRow`, so
 * that nobody builds an object or a string per span on the way.
 */
export interface DecodedBatch {
  /** One `ussd.*` span a line, columns in the order of `SPAN_COLUMNS` (span-row.ts). */
  readonly rows: Buffer;
  readonly rowCount: number;
  /** The traces of those rows, lower-case hex: what has to be derived again. */
  readonly traceIds: ReadonlySet<string>;
  /** One span without `ussd.operation.name` a line, in the order of `FOREIGN_COLUMNS` (foreign-row.ts). */
  readonly foreign: Buffer;
  readonly foreignCount: number;
  /** Every span of the request: stored, foreign and rejected. */
  readonly spans: number;
  /** Spans that broke a rule; the sender is told in `partial_success` and must not send them again. */
  readonly rejected: number;
  /** Names the first rejected span, its field and its service; absent when nothing was rejected. */
  readonly why?: string;
}
