/** One piece of an XML text, in order: together the pieces are the text, but for comments. */
export type XmlPiece =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: string;
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string; readonly cdata: boolean }
  /** Declarations and processing instructions. */
  | { readonly kind: 'other'; readonly text: string };

const PIECE =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<([?!][^>]*>?)|<\/([\w:.-]+)\s*>?|<([\w:.-]+)((?:[^<>"']|"[^"]*"?|'[^']*'?)*)(?:>|$)|([^<]+|<)/g;

/** Takes XML apart, also when it is cut off or wrong. */
export function xmlPieces(text: string): XmlPiece[] {
  const pieces: XmlPiece[] = [];
  for (const [all, cdata, other, close, open, attributes = '', plain] of text.matchAll(PIECE)) {
    if (cdata !== undefined) pieces.push({ kind: 'text', text: cdata, cdata: true });
    else if (close !== undefined) pieces.push({ kind: 'close', name: close });
    else if (open !== undefined) {
      const empty = attributes.trimEnd().endsWith('/');
      pieces.push({ kind: 'open', name: open, attributes, empty });
    } else if (plain !== undefined) pieces.push({ kind: 'text', text: plain, cdata: false });
    else if (other !== undefined) pieces.push({ kind: 'other', text: all });
  }
  return pieces;
}

// From a name's beginning only: a long word without a value would else be read from each of its letters.
const ATTRIBUTE = /(?<![\w:.-])([\w:.-]+)(\s*=\s*)(?:"([^"]*)"?|'([^']*)'?|([^\s"'>]+))/g;

/** Rewrites the values of a tag's attributes. */
export function mapAttributes(
  attributes: string,
  map: (name: string, value: string) => string,
): string {
  return attributes.replace(
    ATTRIBUTE,
    (_all, name: string, sign: string, double?: string, single?: string, bare?: string) =>
      `${name}${sign}"${map(name, double ?? single ?? bare ?? '')}"`,
  );
}
