import type { CaptureLevel } from '../semconv.ts';
import { type ParsedBody, parseBody } from './parse-body.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';
import { isSensitiveKey, isSubscriberSecretKey } from './sensitive-keys.ts';
import { shapeOf } from './shape.ts';

/** Longest body that is recorded. */
export const BODY_CHARACTERS_MAX = 4_096;
const DEPTH_MAX = 32;

/** Reads a body and learns the secrets that it names ("pin": "..."); `undefined` when it is empty. */
export function readBody(
  body: string | undefined,
  contentType: string | undefined,
  secrets: Secrets,
): ParsedBody | undefined {
  if (body === undefined || body === '') return undefined;
  const parsed = parseBody(body, contentType);
  learn(parsed, secrets);
  return parsed;
}

/**
 * What is recorded of a hook's body: nothing at `minimal`, its shape at `standard`, itself without
 * secrets at `full`.
 */
export function recordBody(
  parsed: ParsedBody | undefined,
  level: CaptureLevel,
  secrets: Secrets,
): string | undefined {
  if (parsed === undefined || level === 'minimal') return undefined;
  if (level === 'standard' || secrets.overflown) return shapeOf(parsed, secrets);
  return redacted(parsed, secrets).slice(0, BODY_CHARACTERS_MAX);
}

function learn(parsed: ParsedBody, secrets: Secrets): void {
  if (parsed.kind === 'form') {
    for (const [key, value] of parsed.pairs) if (isSubscriberSecretKey(key)) secrets.add(value);
  } else if (parsed.kind === 'json') {
    learnFrom(parsed.value, secrets, DEPTH_MAX);
  }
}

function learnFrom(value: unknown, secrets: Secrets, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'object') learnFrom(item, secrets, depth - 1);
    else if (isSubscriberSecretKey(key) && /\d/.test(String(item))) secrets.add(String(item));
  }
}

function redacted(parsed: ParsedBody, secrets: Secrets): string {
  switch (parsed.kind) {
    case 'json':
      // Again as a text, for a PIN in pieces: [4,8,2,1].
      return secrets.scrub(JSON.stringify(redactValue(parsed.value, secrets, DEPTH_MAX)));
    case 'form':
      return parsed.pairs
        .map(([key, value]) => {
          const hidden = isSensitiveKey(key) || secrets.has(value);
          return `${plainOf(secrets.scrub(key))}=${hidden ? SCRUBBED : plainOf(secrets.scrub(value))}`;
        })
        .join('&');
    case 'text':
      return secrets.scrubCut(redactNamed(parsed.text));
  }
}

function redactValue(value: unknown, secrets: Secrets, depth: number): unknown {
  if (typeof value === 'string') return secrets.has(value) ? SCRUBBED : secrets.scrub(value);
  if (typeof value === 'number') {
    if (secrets.has(value)) return SCRUBBED;
    const scrubbed = secrets.scrub(String(value));
    return scrubbed === String(value) ? value : scrubbed;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return SCRUBBED;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      secrets.scrub(key),
      isSensitiveKey(key) && item !== null && typeof item !== 'boolean'
        ? SCRUBBED
        : redactValue(item, secrets, depth - 1),
    ]),
  );
}

/** Only what would change the form's meaning is encoded again, so that it stays readable. */
function plainOf(text: string): string {
  return text.replace(/[%&=+]/g, encodeURIComponent);
}

// XML, and JSON or forms that were cut off: by the names in them.
const NAMED =
  /(<([\w:.-]+)[^<>]*>)([^<]*)|(["']?)([\w.-]{2,40})\4(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^\s,;&<>}"]+)/g;

function redactNamed(text: string): string {
  return text.replace(
    NAMED,
    (
      all: string,
      tag: string | undefined,
      tagName: string | undefined,
      _content: string | undefined,
      quote: string | undefined,
      key: string | undefined,
      sign: string | undefined,
    ) => {
      if (tag !== undefined && tagName !== undefined) {
        return isSensitiveKey(tagName) ? `${tag}${SCRUBBED}` : all;
      }
      return key !== undefined && isSensitiveKey(key)
        ? `${quote ?? ''}${key}${quote ?? ''}${sign ?? ''}${SCRUBBED}`
        : all;
    },
  );
}
