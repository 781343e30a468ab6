import type { RecordedHeaders } from '../recorder/recorder.ts';
import type { ServerResponse } from './server-messages.ts';

/**
 * The headers of an answer, names in lower case.
 *
 * `getHeaders()` does not know what was given to `writeHead(status, headers)`, so the header block
 * that went out is read where Node shows it (`_header`, used by `morgan` and `on-finished` too).
 */
export function responseHeaders(response: ServerResponse): RecordedHeaders {
  const block: unknown = (response as { _header?: unknown })._header;
  if (typeof block !== 'string') return response.getHeaders() as RecordedHeaders;
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
