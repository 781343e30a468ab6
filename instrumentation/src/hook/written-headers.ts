import type { ClientRequest } from 'node:http';
import type { ReadHeader } from './hook-exchange.ts';

/** A request's first lines, where Node has written them already (private in Node 22 and 24, so checked). */
interface Written {
  _header?: unknown;
  readonly _headerSent?: unknown;
}

/**
 * Adds a header to a request whose headers the app gave as an array: Node writes those into one text
 * at once, and `setHeader` would throw.
 *
 * @returns whether there was such a text, also when the app's own header of that name stays, or when
 *   the text is on its way (`expect: 100-continue`) and nothing can be added.
 */
export function addToWritten(request: ClientRequest, name: string, value: string): boolean {
  const written = request as Written;
  const { _header: text } = written;
  if (typeof text !== 'string') return false;
  const isWaiting = written._headerSent === false && text.endsWith('\r\n\r\n');
  if (isWaiting && !text.toLowerCase().includes(`\r\n${name}:`)) {
    written._header = `${text.slice(0, -2)}${name}: ${value}\r\n\r\n`;
  }
  return true;
}

function writtenOf(request: ClientRequest): string | undefined {
  const { _header: text } = request as Written;
  return typeof text === 'string' ? text : undefined;
}

/**
 * Reads what was sent by name: also headers given as an array, which Node writes at once and keeps
 * nowhere else.
 */
export function sentHeaders(request: ClientRequest): ReadHeader {
  return (name) => {
    const known = headerText(request.getHeader(name));
    if (known !== undefined) return known;
    const sent = writtenOf(request);
    if (sent === undefined) return undefined;
    const start = sent.toLowerCase().indexOf(`\r\n${name}:`);
    if (start < 0) return undefined;
    const value = start + name.length + 3;
    return sent.slice(value, sent.indexOf('\r\n', value)).trim();
  };
}

export function headerText(
  value: number | string | readonly string[] | undefined,
): string | undefined {
  return value === undefined ? undefined : String(value);
}
