import type { CaptureLevel } from '../semconv.ts';
import { scrubEncoded } from './encoded-secrets.ts';
import { namedIn, redactNamed } from './named-values.ts';
import { type BinaryBody, type ParsedBody, parseBody } from './parse-body.ts';
import { NO_REDACTION, type RedactCursor, type Redaction } from './redact-paths.ts';
import { redactXml } from './redact-xml.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';
import { isSensitiveKey, isSubscriberSecretKey } from './sensitive-keys.ts';
import { shapeOf } from './shape.ts';
import { xmlFieldsOf } from './xml-fields-of.ts';

/** Longest body that is recorded. */
export const BODY_CHARACTERS_MAX = 4_096;
const DEPTH_MAX = 32;

/** Reads a body and learns the secrets that it names ("pin": "..."); `undefined` when it is empty. */
export function readBody(
  body: string | BinaryBody | undefined,
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
 * secrets at `full`. What `redaction` names is hidden from both.
 */
export function recordBody(
  parsed: ParsedBody | undefined,
  level: CaptureLevel,
  secrets: Secrets,
  redaction: Redaction = NO_REDACTION,
): string | undefined {
  if (parsed === undefined || level === 'minimal') return undefined;
  if (level === 'standard' || secrets.overflown || parsed.kind === 'binary') {
    return shapeOf(parsed, secrets, redaction);
  }
  return redacted(parsed, secrets, redaction).slice(0, BODY_CHARACTERS_MAX);
}

function learn(parsed: ParsedBody, secrets: Secrets): void {
  switch (parsed.kind) {
    case 'json':
      learnFrom(parsed.value, secrets, DEPTH_MAX);
      return;
    case 'form':
      for (const [key, value] of parsed.pairs) if (isSubscriberSecretKey(key)) secrets.add(value);
      return;
    case 'xml':
      learnNamed(xmlFieldsOf(parsed.text), secrets);
      return;
    case 'text':
      learnNamed(namedIn(parsed.text), secrets);
  }
}

function learnNamed(named: Iterable<readonly [string, string]>, secrets: Secrets): void {
  for (const [key, value] of named) {
    if (isSubscriberSecretKey(key) && /\p{Nd}/u.test(value)) secrets.add(value);
  }
}

function learnFrom(value: unknown, secrets: Secrets, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'object') learnFrom(item, secrets, depth - 1);
    else learnNamed([[key, String(item)]], secrets);
  }
}

type Readable = Exclude<ParsedBody, { readonly kind: 'binary' }>;

function redacted(parsed: Readable, secrets: Secrets, redaction: Redaction): string {
  switch (parsed.kind) {
    case 'json': {
      const value = redactValue(parsed.value, { secrets, redaction }, redaction.start, DEPTH_MAX);
      // Again as a text, for a PIN in pieces: [4,8,2,1].
      return secrets.scrub(JSON.stringify(value)) + (parsed.cut ? ' (cut off)' : '');
    }
    case 'form':
      return parsed.pairs
        .map(([key, value]) => {
          const hidden = isSensitiveKey(key) || redaction.hidesName(key) || secrets.has(value);
          return `${plainOf(secrets.scrub(key))}=${hidden ? SCRUBBED : plainOf(scrubEncoded(value, secrets))}`;
        })
        .join('&');
    case 'xml':
      return redactXml(parsed.text, secrets, redaction);
    case 'text':
      return secrets.scrubCut(scrubEncoded(redactNamed(parsed.text, redaction), secrets));
  }
}

interface Hiding {
  readonly secrets: Secrets;
  readonly redaction: Redaction;
}

function redactValue(value: unknown, hiding: Hiding, cursor: RedactCursor, depth: number): unknown {
  const { secrets, redaction } = hiding;
  if (typeof value === 'string') {
    // JSON, forms and sentences within a string: "{\"pin\":\"4821\"}".
    return secrets.has(value) ? SCRUBBED : scrubEncoded(redactNamed(value, redaction), secrets);
  }
  if (typeof value === 'number') {
    if (secrets.has(value)) return SCRUBBED;
    const scrubbed = secrets.scrub(String(value));
    return scrubbed === String(value) ? value : scrubbed;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return SCRUBBED;
  const inner = (key: string | number, item: unknown) => {
    const next = cursor.into(key);
    return next === 'hidden' ? SCRUBBED : redactValue(item, hiding, next, depth - 1);
  };
  if (Array.isArray(value)) return value.map((item, index) => inner(index, item));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      // Keys are scrubbed with the whole text.
      key,
      isSensitiveKey(key) && item !== null && typeof item !== 'boolean'
        ? SCRUBBED
        : inner(key, item),
    ]),
  );
}

/** Only what would change the form's meaning is encoded again, so that it stays readable. */
function plainOf(text: string): string {
  return text.replace(/[%&=+]/g, encodeURIComponent);
}
