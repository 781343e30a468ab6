import {
  type AttributeRef,
  borrowedAttributes,
  type GroupRef,
  type Registry,
  type RequirementLevel,
} from './read-registry.ts';

/** Pages with such tables, seen from the package. */
export const PAGES = ['README.md', '../docs/semconv-proposal.md'];

const BLOCK = /<!-- semconv: (spans|metrics|attributes) ?([\w.]*) -->\n[\s\S]*?<!-- \/semconv -->/g;

/**
 * A Markdown text with its tables made anew: `<!-- semconv: spans -->`, `<!-- semconv: metrics -->`,
 * `<!-- semconv: attributes ussd.step -->` (a span's own, or a group's), up to `<!-- /semconv -->`.
 */
export function renderTables(text: string, registry: Registry): string {
  return text.replaceAll(BLOCK, (_block, what: string, of: string) => {
    const head = `<!-- semconv: ${what}${of === '' ? '' : ` ${of}`} -->`;
    const rows =
      what === 'spans'
        ? spanTable(registry)
        : what === 'metrics'
          ? metricTable(registry)
          : attributeTable(registry, of);
    return `${head}\n${rows.join('\n')}\n<!-- /semconv -->`;
  });
}

function spanTable({ spans }: Registry): string[] {
  return table(
    ['Operation', 'Span', 'Kind', 'Name', 'Parent'],
    spans.map(({ type, brief, kind, name, annotations }) => [
      code(type.replace('ussd.', '')),
      phrase(brief),
      kind.toUpperCase(),
      code(name.note),
      annotations.parent,
    ]),
  );
}

function metricTable(registry: Registry): string[] {
  return table(
    ['Metric', 'Instrument', 'Unit', 'Meaning', 'Attributes'],
    registry.metrics.map(({ name, instrument, unit, brief, attributes }) => [
      code(name),
      `${instrument[0]?.toUpperCase()}${instrument.slice(1)}`,
      code(unit),
      phrase(brief),
      ownRefs(attributes)
        .map(({ ref }) => code(ref))
        .join(', '),
    ]),
  );
}

function attributeTable(registry: Registry, of: string): string[] {
  const refs =
    registry.groups.find(({ id }) => id === of)?.attributes ??
    ownRefs(registry.spans.find(({ type }) => type === of)?.attributes ?? []);
  if (refs.length === 0) throw new Error(`The registry has no attributes of "${of}"`);
  return table(
    ['Attribute', 'When', 'Meaning'],
    refs.map((ref) => [code(ref.ref), levelText(ref.requirement_level), meaningOf(registry, ref)]),
  );
}

/** Without those of the groups, which have a table of their own. */
function ownRefs(attributes: readonly (AttributeRef | GroupRef)[]): AttributeRef[] {
  return attributes.filter((entry) => 'ref' in entry);
}

/** What a reference says itself is all that is to be said; else the attribute's values follow. */
function meaningOf(registry: Registry, { ref, brief }: AttributeRef): string {
  if (brief !== undefined) return phrase(brief);
  const attribute = registry.attributes.find(({ key }) => key === ref);
  if (attribute === undefined) return phrase(borrowedAttributes(registry).get(ref) ?? '');
  const { type, examples, note } = attribute;
  const text = phrase(attribute.brief);
  if (typeof type !== 'string') {
    return `${text}: ${type.members.map(({ value }) => code(value)).join(', ')}`;
  }
  if (type !== 'string' || note !== undefined || examples === undefined) return text;
  return `${text} (${code(String(examples[0]))})`;
}

function levelText(level: RequirementLevel = 'recommended'): string {
  if (level === 'required') return 'always';
  if (level === 'recommended') return 'if known';
  if (level === 'opt_in') return 'if asked for';
  return Object.values(level)[0] ?? '';
}

/** A sentence as a table's cell: no full stop, no bar that would end the cell. */
function phrase(brief: string): string {
  return brief
    .trim()
    .replace(/(?<!\.)\.$/, '')
    .replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}
