import { type Attribute, borrowedAttributes, type Registry } from './read-registry.ts';

const LINE_MAX = 100;

const HEADER = `/**
 * The names of everything Hopscope's spans and metrics carry: one module, no dependencies, so that
 * the backend and the page can import it too.
 *
 * Made from the files in instrumentation/semconv/registry; change those, then
 *
 *     npm run semconv -w instrumentation
 *
 * \`ussd.*\` is ours (nobody has conventions for USSD yet); the rest is copied from OpenTelemetry's
 * registry, because contrib packages never import the incubating entry at run time.
 */`;

/** src/semconv.ts, in the shape that the formatter leaves alone. */
export function renderConstants(registry: Registry): string {
  const blocks = [
    HEADER,
    constant('SCHEMA_URL', registry.schemaUrl),
    registry.attributes.map(ownAttribute).join('\n'),
    [...borrowedAttributes(registry)]
      .map(([key, brief]) => `${comment(brief)}${constant(constantName('ATTR', key), key)}`)
      .join('\n'),
    registry.metrics
      .map(({ name, brief }) => `${comment(brief)}${constant(constantName('METRIC', name), name)}`)
      .join('\n'),
    ...registry.attributes.flatMap(valueList),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function constantName(prefix: 'ATTR' | 'METRIC', key: string): string {
  return `${prefix}_${key.replaceAll('.', '_').toUpperCase()}`;
}

function ownAttribute({ key, brief, note, type }: Attribute): string {
  const text =
    typeof type === 'string'
      ? brief
      : `${brief.replace(/\.$/, '')}: \`${type.members.map(({ value }) => value).join(' | ')}\`.`;
  const explained = note?.startsWith('>') ? undefined : note?.trim();
  return `${comment(text, explained)}${constant(constantName('ATTR', key), key)}`;
}

function valueList({ key, type, annotations }: Attribute): string[] {
  const names = annotations?.typescript;
  if (names === undefined || typeof type === 'string') return [];
  const values = type.members.map(({ value }) => `'${value}'`);
  const head = `export const ${names.list} = [`;
  const line = `${head}${values.join(', ')}] as const;`;
  const list =
    line.length <= LINE_MAX
      ? line
      : `${head}\n${values.map((value) => `  ${value},`).join('\n')}\n] as const;`;
  return [
    `/** The values of \`${key}\`. */\n${list}\nexport type ${names.type} = (typeof ${names.list})[number];`,
  ];
}

function constant(name: string, value: string): string {
  const line = `export const ${name} = '${value}';`;
  return line.length <= LINE_MAX ? line : `export const ${name} =\n  '${value}';`;
}

function comment(...paragraphs: readonly (string | undefined)[]): string {
  const texts = paragraphs.filter((text) => text !== undefined);
  if (texts.length === 0) return '';
  const first = `/** ${texts[0]} */`;
  if (texts.length === 1 && first.length <= LINE_MAX) return `${first}\n`;
  const lines = texts.flatMap((text, index) => [...(index > 0 ? [''] : []), ...wrap(text)]);
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > LINE_MAX - 3) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
