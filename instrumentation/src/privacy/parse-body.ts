/** A body as far as it can be read. */
export type ParsedBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: 'text'; readonly text: string };

/** Larger ones are not taken apart: they are recorded as text, or by their length. */
const PARSED_CHARACTERS_MAX = 262_144;

/** Reads a body as JSON or a form, by its look first, because its Content-Type is often wrong. */
export function parseBody(body: string, contentType: string | undefined): ParsedBody {
  const text: ParsedBody = { kind: 'text', text: body };
  if (body.length > PARSED_CHARACTERS_MAX) return text;
  if (/^\s*[[{"\d]/.test(body)) {
    try {
      return { kind: 'json', value: JSON.parse(body) as unknown };
    } catch {
      // cut off, or no JSON: tried as a form next
    }
  }
  const declared = contentType?.includes('x-www-form-urlencoded') ?? false;
  if (declared || /^[\w.%+[\]-]+=[^\s<>{}]*$/.test(body)) {
    return { kind: 'form', pairs: [...new URLSearchParams(body)] };
  }
  return text;
}
