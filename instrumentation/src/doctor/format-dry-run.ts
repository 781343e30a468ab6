import { describeSpan, type SpanLine } from '../privacy/describe-span.ts';
import type { CaptureLevel } from '../semconv.ts';
import { treeOf } from './span-tree.ts';
import type { TraceSpan } from './trace-span.ts';

const VALUE_CHARACTERS_MAX = 60;

/**
 * What would leave the process: of the process itself, on every span, and on each span of the
 * session's tree beside that. Behind each value stands what it is made of; `–` stays back.
 */
export function formatDryRun(
  spans: readonly TraceSpan[],
  resource: Readonly<Record<string, unknown>>,
  capture: CaptureLevel,
): string[] {
  const described = new Map(spans.map((span) => [span, describeSpan(span)]));
  const common = commonTo([...described.values()]);
  const commonNames = new Set(common.map(({ attribute }) => attribute));
  return [
    `At capture level ${capture}, these leave the process:`,
    '',
    'with every batch, of the process (OpenTelemetry’s resource detectors)',
    ...tableOf(Object.entries(resource).map(([name, value]) => [name, shown(value), ''])),
    '',
    'on every span',
    ...tableOf(common.map(cellsOf)),
    '',
    ...treeOf(spans).flatMap(({ span, prefix, indent }) => {
      if (span === undefined) return ['session (not ended: its own span comes with the end)'];
      const own = (described.get(span) ?? []).filter(
        ({ attribute }) => !commonNames.has(attribute),
      );
      return [`${prefix}${span.name}`, ...tableOf(own.map(cellsOf), indent)];
    }),
  ];
}

function commonTo([first = [], ...others]: readonly (readonly SpanLine[])[]): readonly SpanLine[] {
  return first.filter(({ attribute, value }) =>
    others.every((lines) =>
      lines.some((line) => line.attribute === attribute && line.value === value),
    ),
  );
}

type Cells = readonly [name: string, value: string, why: string];

function cellsOf({ attribute, value, why }: SpanLine): Cells {
  return [attribute, value === undefined ? '–' : shown(value), why];
}

function tableOf(rows: readonly Cells[], indent = '  '): string[] {
  const widthOf = (column: 0 | 1) => Math.max(0, ...rows.map((cells) => cells[column].length));
  const [names, values] = [widthOf(0), widthOf(1)];
  return rows.map(([name, value, why]) =>
    `${indent}${name.padEnd(names)}  ${value.padEnd(values)}  ${why}`.trimEnd(),
  );
}

function shown(value: unknown): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\n', '⏎');
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX)}…` : text;
}
