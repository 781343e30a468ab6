/** More than any gateway sends; what comes behind is not looked at. */
const ELEMENTS_MAX = 200;

/** A document as far as gateways use XML: no attributes, no mixed content, nothing twice. */
export interface FlatXml {
  /** The root's name, without its namespace. */
  readonly root: string;
  /** The innermost elements in their order: name and text. */
  readonly leaves: readonly (readonly [name: string, text: string])[];
}

// A declaration has no such name, so a document with one is not read.
const NAME = /^\/?(?:[\w.-]{1,64}:)?([\w.-]{1,64})(?=[\s/]|$)/;

/**
 * Reads the innermost elements of an XML document.
 *
 * Entities of the document's own are never expanded: a declaration of any kind makes it unreadable.
 *
 * @returns `undefined` when it is not XML.
 */
export function parseFlatXml(text: string): FlatXml | undefined {
  if (!text.trimStart().startsWith('<')) return undefined;
  const leaves: (readonly [string, string])[] = [];
  let root: string | undefined;
  let open: string | undefined;
  let content = '';
  let position = 0;
  for (let elements = 0; elements <= ELEMENTS_MAX; ) {
    const start = text.indexOf('<', position);
    if (start < 0) break;
    content += unescapeXml(text.slice(position, start));
    const aside = asideAt(text, start);
    const end = text.indexOf(aside?.close ?? '>', start);
    if (end < 0) return undefined;
    position = end + (aside?.close.length ?? 1);
    if (aside !== undefined) {
      if (aside.kept) content += text.slice(start + aside.open.length, end);
      continue;
    }
    const tag = text.slice(start + 1, end);
    const name = NAME.exec(tag)?.[1];
    if (name === undefined) return undefined;
    const empty = tag.endsWith('/');
    if (tag.startsWith('/')) {
      if (open === name && name !== root) leaves.push([name, content]);
      open = undefined;
    } else {
      elements++;
      if (empty && root !== undefined) leaves.push([name, '']);
      root ??= name;
      open = empty ? undefined : name;
    }
    content = '';
  }
  return root === undefined ? undefined : { root, leaves };
}

const ASIDES = [
  { open: '<![CDATA[', close: ']]>', kept: true },
  { open: '<!--', close: '-->', kept: false },
  { open: '<?', close: '?>', kept: false },
] as const;

function asideAt(text: string, start: number): (typeof ASIDES)[number] | undefined {
  return ASIDES.find(({ open }) => text.startsWith(open, start));
}

/** The leaves as fields, the first of a name; the root's name stands under `<`. */
export function xmlFields(text: string): Record<string, unknown> | undefined {
  const xml = parseFlatXml(text);
  if (xml === undefined) return undefined;
  const fields: Record<string, unknown> = Object.create(null);
  fields['<'] = xml.root;
  for (const [name, value] of xml.leaves) if (!(name in fields)) fields[name] = value;
  return fields;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (all, hex, decimal, name) => {
      if (name !== undefined) return NAMED[name] ?? all;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
    },
  );
}
