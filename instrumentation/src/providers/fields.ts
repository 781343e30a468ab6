import { xmlFields } from './xml-fields.ts';

/** A body larger than this is no gateway's callback: it is not looked into. */
const BODY_CHARACTERS_MAX = 65_536;

/**
 * Reads the fields of a gateway's request: the body's when it has any, else the query's.
 *
 * The form is told by the body itself, because senders' Content-Type is often wrong. Names keep
 * their case. Of XML, the innermost elements count.
 *
 * @returns `undefined` when there is nothing to read.
 */
export function parseFields(path: string, body: string): Record<string, unknown> | undefined {
  if (body.length > BODY_CHARACTERS_MAX) return undefined;
  const start = body.trimStart().charCodeAt(0);
  if (start === 0x7b /* { */) return parseJsonObject(body);
  if (start === 0x3c /* < */) return xmlFields(body);
  if (body.includes('=')) return fromPairs(body);
  const query = path.indexOf('?');
  return query < 0 ? undefined : fromPairs(path.slice(query + 1));
}

/** A JSON or form value as text; `undefined` for anything that is neither text nor number. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return undefined;
}

/** As `textOf`, without the empty text: an id or a number that has to be there. */
export function nonEmpty(value: unknown): string | undefined {
  const text = textOf(value);
  return text === '' ? undefined : text;
}

/** What a word of a provider stands for; a word that is only inherited (`constructor`) for nothing. */
export function lookUp<Meaning>(
  words: Readonly<Record<string, Meaning>>,
  word: string | undefined,
): Meaning | undefined {
  return word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
}

/** Drops what is not known, so that it can be spread over a result. */
export function present<Facts extends object>(
  facts: Facts,
): { [Name in keyof Facts]?: Exclude<Facts[Name], undefined> } {
  const known: { [Name in keyof Facts]?: Exclude<Facts[Name], undefined> } = {};
  for (const name of Object.keys(facts) as (keyof Facts)[]) {
    const value = facts[name];
    if (value !== undefined) known[name] = value as Exclude<Facts[keyof Facts], undefined>;
  }
  return known;
}

/** A whole number, also as text. */
export function wholeNumber(value: unknown): number | undefined {
  const text = textOf(value);
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** A flag as JSON writes it, or as a word or digit, as forms do. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return undefined;
}

/** A JSON object inside a field; `{}` for anything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A header's first value, whatever the case of its name. */
export function headerOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  lowerCaseName: string,
): string | undefined {
  const value = headers[lowerCaseName] ?? headers[otherCase(headers, lowerCaseName)];
  return typeof value === 'string' ? value : value?.[0];
}

function otherCase(headers: object, lowerCaseName: string): string {
  for (const name of Object.keys(headers)) {
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) return name;
  }
  return '';
}

/** @returns `undefined` for anything but an object. */
export function parseJsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function fromPairs(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) fields[name] = value;
  return fields;
}
