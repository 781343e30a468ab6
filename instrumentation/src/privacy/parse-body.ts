import { completeJson } from './complete-json.ts';
import { parseMultipart } from './parse-multipart.ts';

/** A body that is no text: only its size is known. */
export interface BinaryBody {
  /** Of the body as it was sent, as far as it went. */
  readonly bytes: number;
}

/** A body as far as it can be read. */
export type ParsedBody =
  | { readonly kind: 'json'; readonly value: unknown; readonly cut: boolean }
  | { readonly kind: 'form'; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: 'xml'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly type: string; readonly bytes: number };

/** Larger ones are not taken apart: they are recorded as text, or by their length. */
const PARSED_CHARACTERS_MAX = 262_144;

/** Reads a body by its look first, because its Content-Type is often wrong. */
export function parseBody(body: string | BinaryBody, contentType: string | undefined): ParsedBody {
  if (typeof body !== 'string') return binary(body.bytes, contentType);
  // What was no text before it came here as one.
  if (/[\0\uFFFD]/.test(body)) return binary(Buffer.byteLength(body), contentType);
  const text: ParsedBody = { kind: 'text', text: body };
  if (body.length > PARSED_CHARACTERS_MAX) return text;
  if (/^\s*[[{"\d]/.test(body)) {
    const json = parseJson(body);
    if (json !== undefined) return json;
  }
  if (/^\s*<[\w?!]/.test(body)) return { kind: 'xml', text: body };
  const parts = parseMultipart(body, contentType);
  if (parts !== undefined) return { kind: 'form', pairs: parts };
  const declared = contentType?.includes('x-www-form-urlencoded') ?? false;
  if (declared || /^[\w.%+[\]-]+=[^\s<>{}]*$/.test(body)) {
    return { kind: 'form', pairs: [...new URLSearchParams(body)] };
  }
  return text;
}

function parseJson(body: string): ParsedBody | undefined {
  try {
    return { kind: 'json', value: JSON.parse(body) as unknown, cut: false };
  } catch {
    // cut off, or no JSON
  }
  if (!/^\s*[[{]/.test(body)) return undefined;
  const whole = completeJson(body);
  if (whole === undefined) return undefined;
  try {
    return { kind: 'json', value: JSON.parse(whole) as unknown, cut: true };
  } catch {
    return undefined;
  }
}

function binary(bytes: number, contentType: string | undefined): ParsedBody {
  // A type is a word of the API, but whoever sends it may write anything: of one with digits, as
  // video/mp4, only what kind it is.
  const type = /^\s*([a-z]+(?:\/[a-z.+-]{1,60}(?=\s*(?:;|$)))?)/i.exec(contentType ?? '')?.[1];
  return { kind: 'binary', type: type?.toLowerCase() ?? 'no known type', bytes };
}
