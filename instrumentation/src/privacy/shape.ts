import type { ParsedBody } from './parse-body.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';

const SHAPE_CHARACTERS_MAX = 1_024;
const KEYS_MAX = 50;
const DEPTH_MAX = 5;
const KEY_CHARACTERS_MAX = 40;

/**
 * The shape of a body: its keys, and the types of its values.
 *
 * `{"balance":"number","owner":{"name":"string"}}`, `amount=string&to=string`, `text (120 characters)`.
 */
export function shapeOf(parsed: ParsedBody, secrets: Secrets): string {
  switch (parsed.kind) {
    case 'json':
      return JSON.stringify(shapeOfValue(parsed.value, secrets, DEPTH_MAX)).slice(
        0,
        SHAPE_CHARACTERS_MAX,
      );
    case 'form':
      return parsed.pairs
        .slice(0, KEYS_MAX)
        .map(([key]) => `${shapeOfKey(key, secrets)}=string`)
        .join('&')
        .slice(0, SHAPE_CHARACTERS_MAX);
    case 'text':
      return `text (${parsed.text.length} characters)`;
  }
}

function shapeOfValue(value: unknown, secrets: Secrets, depth: number): unknown {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) {
    if (value.length === 0 || depth === 0) return [];
    return [shapeOfValue(value[0], secrets, depth - 1)];
  }
  if (depth === 0) return 'object';
  const shape: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).slice(0, KEYS_MAX)) {
    shape[shapeOfKey(key, secrets)] = shapeOfValue(item, secrets, depth - 1);
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
