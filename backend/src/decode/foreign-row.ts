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

/** True for an attribute that may hold what a subscriber typed, or a number: see contracts on privacy. */
export function mayHoldPersonalData(name: string): boolean {
  return DROPPED.has(name) || DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** True for a URL whose query would repeat `url.query`. */
export function holdsQuery(name: string): boolean {
  return WITH_QUERY.has(name);
}

/** The JSON text of a URL without its query. */
export function withoutQuery(json: string): string {
  const mark = json.indexOf('?');
  return mark < 0 ? json : `${json.slice(0, mark)}"`;
}
