import type { RecordedHeaders } from '../recorder/recorder.ts';
import type { ServerResponse } from './server-messages.ts';

/**
 * The headers of an answer, names in lower case.
 *
 * Where an app has set one before, Node has put there too what came with `writeHead(status, headers)`.
 * Where it has set none, Node keeps those nowhere but in the header block that went out, which it
 * shows (`_header`, used by `morgan` and `on-finished` too); reading that costs more.
 */
export function responseHeaders(response: ServerResponse): RecordedHeaders {
  const set = response.getHeaders() as RecordedHeaders;
  for (const _name in set) return set;
  const block: unknown = (response as { _header?: unknown })._header;
  if (typeof block !== 'string') return set;
  const headers: Record<string, string | string[]> = Object.create(null);
  for (const line of block.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}
