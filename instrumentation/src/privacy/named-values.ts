import { NO_REDACTION, type Redaction } from './redact-paths.ts';
import { SCRUBBED } from './secrets.ts';
import { isSensitiveKey } from './sensitive-keys.ts';

// "pin": "4821", pin=4821, PIN: 4821, also escaped as in JSON within a string.
const NAMED =
  /((?:\\?["'])?)([\w.[\]-]{2,60})\1(\s*[:=]\s*)(\\"(?:(?!\\").)*(?:\\")?|"(?:[^"\\]|\\.)*"?|'[^']*'?|[[{]|(?:(?:Bearer|Basic)\s+)?[^\s,;&<>}"]+)/gi;

/**
 * Hides the values that a text gives a name: sentences, broken JSON, forms within something else.
 * Where a list or an object has such a name, everything behind it is hidden: nobody can tell its end.
 */
export function redactNamed(text: string, redaction: Redaction = NO_REDACTION): string {
  if (!/[:=]/.test(text)) return text;
  let shown = '';
  let end = 0;
  for (const found of text.matchAll(NAMED)) {
    const [all, quote = '', key = '', sign = '', value = ''] = found;
    if (!isSensitiveKey(key) && !redaction.hidesName(key)) continue;
    shown += `${text.slice(end, found.index)}${quote}${key}${quote}${sign}${SCRUBBED}`;
    end = found.index + all.length;
    if (value === '[' || value === '{') return shown;
  }
  return end === 0 ? text : shown + text.slice(end);
}

/** The names and values in a text. */
export function* namedIn(text: string): Generator<readonly [string, string]> {
  for (const [, , key = '', , value = ''] of text.matchAll(NAMED)) {
    yield [key, value.replace(/^\\?["']|\\?["']$/g, '')];
  }
}
