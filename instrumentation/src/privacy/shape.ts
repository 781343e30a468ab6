import type { ParsedBody } from './parse-body.ts';
import { NO_REDACTION, type RedactCursor, type Redaction } from './redact-paths.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';

const SHAPE_CHARACTERS_MAX = 1_024;
const KEYS_MAX = 50;
const DEPTH_MAX = 5;
const KEY_CHARACTERS_MAX = 40;

/**
 * The shape of a body: its keys, and the types of its values.
 *
 * `{"balance":"number","owner":{"name":"string"}}`, `amount=string&to=string`, `text (120 characters)`, `binary (image/png, 2048 bytes)`.
 * Of what `redaction` names the key remains.
 */
export function shapeOf(
  parsed: ParsedBody,
  secrets: Secrets,
  redaction: Redaction = NO_REDACTION,
): string {
  switch (parsed.kind) {
    case 'json':
      return JSON.stringify(shapeOfValue(parsed.value, secrets, redaction.start, DEPTH_MAX)).slice(
        0,
        SHAPE_CHARACTERS_MAX,
      );
    case 'form':
      return parsed.pairs
        .slice(0, KEYS_MAX)
        .map(
          ([key]) =>
            `${shapeOfKey(key, secrets)}=${redaction.hidesName(key) ? SCRUBBED : 'string'}`,
        )
        .join('&')
        .slice(0, SHAPE_CHARACTERS_MAX);
    case 'xml':
      return `XML (${parsed.text.length} characters)`;
    case 'text':
      return `text (${parsed.text.length} characters)`;
    case 'binary':
      return `binary (${secrets.scrub(parsed.type)}, ${parsed.bytes} bytes)`;
  }
}

function shapeOfValue(
  value: unknown,
  secrets: Secrets,
  cursor: RedactCursor,
  depth: number,
): unknown {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  const inner = (key: string | number, item: unknown) => {
    const next = cursor.into(key);
    return next === 'hidden' ? SCRUBBED : shapeOfValue(item, secrets, next, depth - 1);
  };
  if (Array.isArray(value)) {
    return value.length === 0 || depth === 0 ? [] : [inner(0, value[0])];
  }
  if (depth === 0) return 'object';
  const shape: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).slice(0, KEYS_MAX)) {
    shape[shapeOfKey(key, secrets)] = inner(key, item);
  }
  return shape;
}

/** Keys are words of the API, except where a body is keyed by numbers or people. */
function shapeOfKey(key: string, secrets: Secrets): string {
  const scrubbed = secrets.scrub(key);
  const digits = secrets.incomplete ? /\d/ : /\d{3}/;
  const identifier = /^[A-Za-z_$][\w$.[\]-]*$/.test(scrubbed) && !digits.test(scrubbed);
  return identifier && scrubbed.length <= KEY_CHARACTERS_MAX ? scrubbed : SCRUBBED;
}
