import type { IncomingMessage } from 'node:http';

/** Largest callback body that is read; the largest known gateway request is under 2 KiB. */
export const REQUEST_BYTES_MAX = 64 * 1024;

// Gateways call back with forms, JSON, XML, or with no type or a wrong one; never with these.
const FOREIGN_TYPE =
  /^\s*(?:multipart|image|audio|video|font)\/|^\s*application\/(?:octet-stream|grpc|zip|pdf)/i;

/**
 * Whether a request could be a gateway's callback, from its first lines alone: everything else
 * passes untouched and costs nothing more.
 */
export function isCandidate(
  request: IncomingMessage,
  routes: ReadonlySet<string> | undefined,
): boolean {
  const { method } = request;
  const query = method === 'GET';
  if (query ? !mayBeGetCallback(request.url) : method !== 'POST' && method !== 'PUT') return false;
  if (routes !== undefined && !routes.has(pathOf(request.url ?? ''))) return false;
  const headers = request.headers;
  if (query) return true;
  const length = headers['content-length'];
  if (length !== undefined && !(Number(length) > 0 && Number(length) <= REQUEST_BYTES_MAX)) {
    return false;
  }
  if (headers['content-encoding'] !== undefined) return false;
  return !FOREIGN_TYPE.test(headers['content-type'] ?? '');
}

/** A gateway that calls back with GET sends a session, a subscriber and an input at least. */
function mayBeGetCallback(target = ''): boolean {
  const start = target.indexOf('?');
  if (start < 0 || target.length > REQUEST_BYTES_MAX) return false;
  const second = target.indexOf('&', start);
  return second > 0 && target.indexOf('&', second + 1) > 0;
}

/** A request target without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}
