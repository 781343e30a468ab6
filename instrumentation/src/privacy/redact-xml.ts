import { scrubEncoded } from './encoded-secrets.ts';
import type { Redaction } from './redact-paths.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';
import { isSensitiveKey } from './sensitive-keys.ts';
import { unescaped } from './xml-fields-of.ts';
import { mapAttributes, xmlPieces } from './xml-pieces.ts';

/** XML without secrets: whole elements and attributes by their names, known values anywhere. */
export function redactXml(text: string, secrets: Secrets, redaction: Redaction): string {
  const hides = (name: string) => isSensitiveKey(name) || redaction.hidesName(name);
  const open: string[] = [];
  /** How many elements were open when the outermost hidden one began. */
  let hiddenAt: number | undefined;
  let shown = '';
  for (const piece of xmlPieces(text)) {
    switch (piece.kind) {
      case 'open': {
        const { name, attributes, empty } = piece;
        const began = hiddenAt === undefined && hides(name);
        if (hiddenAt === undefined) {
          const rewritten = mapAttributes(attributes, (attribute, value) =>
            began || hides(attribute) || secrets.has(value)
              ? SCRUBBED
              : scrubEncoded(value, secrets),
          );
          shown += `<${name}${rewritten}>${began && !empty ? SCRUBBED : ''}`;
        }
        if (empty) break;
        if (began) hiddenAt = open.length;
        open.push(name);
        break;
      }
      case 'close': {
        const at = open.lastIndexOf(piece.name);
        if (at >= 0) open.length = at;
        if (hiddenAt !== undefined && open.length > hiddenAt) break;
        hiddenAt = undefined;
        shown += `</${piece.name}>`;
        break;
      }
      case 'text': {
        if (hiddenAt !== undefined) break;
        const plain = unescaped(piece);
        shown += secrets.has(plain)
          ? SCRUBBED
          : escaped(secrets.scrubCut(scrubEncoded(plain, secrets)));
        break;
      }
      case 'other':
        if (hiddenAt === undefined) shown += piece.text;
    }
  }
  // Once more as a whole, for a secret whose pieces stood apart.
  return secrets.scrub(shown);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
