import type { ServerRequest } from './server-messages.ts';

/** Largest callback body that is read; the largest known gateway request is under 2 KiB. */
export const REQUEST_BYTES_MAX = 64 * 1024;

// Gateways call back with forms, JSON, XML, or with no type or a wrong one; never with these.
const FOREIGN_TYPE =
  /^\s*(?:(?:multipart|image|audio|video|font)\/[\w.+-]*|application\/(?:octet-stream|grpc|zip|pdf))/i;

/**
 * Why a request cannot be a gateway's callback, from its first lines alone; `undefined` when it may
 * be one. Everything else passes untouched and costs nothing more.
 */
export function whyNoCandidate(
  request: ServerRequest,
  routes: ReadonlySet<string> | undefined,
): string | undefined {
  const { method, url = '', headers } = request;
  const query = method === 'GET';
  if (query) {
    const why = whyNoGetCallback(url);
    if (why !== undefined) return why;
  } else if (method !== 'POST' && method !== 'PUT') return 'gateways call with POST, PUT or GET';
  if (routes !== undefined && !routes.has(pathOf(url))) return 'HOPSCOPE_ROUTES leaves it out';
  if (query) return undefined;
  const length = headers['content-length'];
  if (length !== undefined && !(Number(length) > 0 && Number(length) <= REQUEST_BYTES_MAX)) {
    return `its body has ${length} bytes, expected 1 to ${REQUEST_BYTES_MAX}`;
  }
  if (headers['content-encoding'] !== undefined) return 'its body is compressed';
  const foreign = FOREIGN_TYPE.exec(headers['content-type'] ?? '');
  return foreign === null ? undefined : `its body is ${foreign[0].trim()}`;
}

/** A gateway that calls back with GET sends a session, a subscriber and an input at least. */
function whyNoGetCallback(target: string): string | undefined {
  const start = target.indexOf('?');
  if (start < 0) return 'a GET without a query';
  if (target.length > REQUEST_BYTES_MAX) return 'its query is too long';
  const second = target.indexOf('&', start);
  return second > 0 && target.indexOf('&', second + 1) > 0
    ? undefined
    : 'its query has fewer than three fields';
}

/** A request target without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}
