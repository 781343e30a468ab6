/**
 * The columns of table `foreign_spans`: spans of other instrumentations (http, pg ...), kept only
 * when their trace turns out to hold a USSD session.
 */
export const FOREIGN_COLUMNS = [
  'trace_id',
  'span_id',
  'parent_span_id',
  'name',
  'kind',
  'start_ns',
  'end_ns',
  'status_code',
  'status_message',
  'service_name',
  'attributes',
] as const;

// The current names and those of the conventions before 1.23, which many SDKs still send.
const DROPPED = new Set(['url.query', 'db.query.text', 'db.statement']);
const DROPPED_PREFIXES = ['db.query.parameter.', 'db.operation.parameter.'];
const WITH_QUERY = new Set(['url.full', 'http.url', 'http.target']);

/**
 * What is kept of a foreign span's attribute unless capture is `full`, because it may hold what a
 * subscriber typed, or a number: all of it, nothing, or a URL without the query that would repeat
 * `url.query`.
 */
export function keptOf(name: string): 'all' | 'nothing' | 'without_query' {
  if (DROPPED.has(name) || DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix))) {
    return 'nothing';
  }
  return WITH_QUERY.has(name) ? 'without_query' : 'all';
}
