import { type Buckets, bucketStarts } from './bucket-starts.ts';
import type { QueryContext } from './query-context.ts';

const WIDTH_MS_MIN = 1_000;

/**
 * The buckets of a query over time. They end at the moment of asking: what has not happened yet is
 * no zero.
 */
export function bucketsOf(
  query: { readonly intervalMs?: number | undefined; readonly timeZone: string },
  context: QueryContext,
): Buckets {
  const endMs = Math.max(context.fromMs, Math.min(context.toMs, context.nowMs + 1));
  const wished = context.intervalMs && Math.max(WIDTH_MS_MIN, Math.round(context.intervalMs));
  return bucketStarts(context.fromMs, endMs, query.intervalMs ?? wished, query.timeZone);
}

/** The start of a session's bucket; needs the parameter `buckets`. */
export const BUCKET = 'roundDown(toUnixTimestamp64Milli(started_at), {buckets:Array(Int64)})';
