import { WHAT_LEAVES } from '../src/privacy/what-leaves.ts';
import { CAPTURE_LEVELS } from '../src/semconv.ts';
import { RESOURCE_ATTRIBUTES } from './resource-attributes.ts';

const START = '<!-- what leaves -->';
const END = '<!-- /what leaves -->';

/** docs/privacy.md with its tables made anew from `WHAT_LEAVES`. */
export function renderPrivacyPage(text: string): string {
  const differing = WHAT_LEAVES.filter((row) => row.minimal !== row.full);
  const same = WHAT_LEAVES.filter(
    (row) => row.minimal === row.full && !row.on.includes('resource'),
  );
  const tables = [
    ...table(
      ['Attribute', 'Tells of', ...CAPTURE_LEVELS.map((level) => `\`${level}\``)],
      differing.map((row) => [
        `\`${row.key}\``,
        row.what,
        ...CAPTURE_LEVELS.map((level) => row[level].as),
      ]),
    ),
    '',
    'The same at every level:',
    '',
    ...table(
      ['Attribute', 'Tells of', 'Value'],
      same.map(({ key, what, full }) => [`\`${key}\``, what, full.as]),
    ),
    '',
    'With every batch, the resource: what the SDK says of the process, whatever the level. The backend',
    'keeps of it the name, version and environment.',
    '',
    ...table(
      ['Attribute', 'Tells of', 'In `OTEL_NODE_RESOURCE_DETECTORS`'],
      RESOURCE_ATTRIBUTES.map(({ keys, what, detector }) => [
        keys.map((key) => `\`${key}\``).join(', '),
        what,
        detector === undefined ? 'always' : `\`${detector}\``,
      ]),
    ),
  ];
  const [before = '', rest = ''] = text.split(START);
  const after = rest.split(END)[1] ?? '';
  return `${before}${START}\n\n${tables.join('\n')}\n\n${END}${after}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
