/** A finished span as the doctor shows it, wherever it was found. */
export interface TraceSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** `''` for the session's own span. */
  readonly parentSpanId: string;
  readonly name: string;
  /** Unix milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}
