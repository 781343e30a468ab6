import { mapAttributes, xmlPieces } from './xml-pieces.ts';

/** The names and texts of an XML body: of elements (whatever stands in them) and of attributes. */
export function xmlFieldsOf(text: string): (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = [];
  const open: string[] = [];
  for (const piece of xmlPieces(text)) {
    if (piece.kind === 'text') {
      for (const name of open.slice(-DEPTH_MAX)) fields.push([name, unescaped(piece)]);
    } else if (piece.kind === 'close') {
      const at = open.lastIndexOf(piece.name);
      if (at >= 0) open.length = at;
    } else if (piece.kind === 'open') {
      mapAttributes(piece.attributes, (name, value) => {
        fields.push([name, value]);
        return value;
      });
      if (!piece.empty) open.push(piece.name);
    }
  }
  return fields;
}

const DEPTH_MAX = 32;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** An element's text as its reader sees it. */
export function unescaped({
  text,
  cdata,
}: {
  readonly text: string;
  readonly cdata: boolean;
}): string {
  if (cdata) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? all;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
