import type { CaptureLevel } from '../semconv.ts';
import { treeOf } from './span-tree.ts';
import type { TraceSpan } from './trace-span.ts';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What would leave the process: of the process itself, on every span, and on each span of the
 * session's tree beside that.
 */
export function formatDryRun(
  spans: readonly TraceSpan[],
  resource: Attributes,
  capture: CaptureLevel,
): string[] {
  const common = commonTo(spans);
  return [
    `At capture level ${capture}, these leave the process:`,
    '',
    'with every batch (the resource)',
    ...linesOf(resource, '  '),
    '',
    'on every span',
    ...linesOf(common, '  '),
    '',
    ...treeOf(spans).flatMap(({ span, prefix, indent }) =>
      span === undefined
        ? ['session (not ended: its own span comes with the end)']
        : [`${prefix}${span.name}`, ...linesOf(without(span.attributes, common), indent)],
    ),
  ];
}

function commonTo(spans: readonly TraceSpan[]): Attributes {
  const [first, ...others] = spans;
  return Object.fromEntries(
    Object.entries(first?.attributes ?? {}).filter(([key, value]) =>
      others.every(({ attributes }) => attributes[key] === value),
    ),
  );
}

function without(attributes: Attributes, common: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => !Object.hasOwn(common, key)),
  );
}

function linesOf(attributes: Attributes, indent: string): string[] {
  const names = Object.keys(attributes);
  const width = Math.max(0, ...names.map(({ length }) => length));
  return names.map((name) => `${indent}${name.padEnd(width)}  ${shown(attributes[name])}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^[\x20-\x7e•⏎]*$/.test(value)
    ? value
    : JSON.stringify(value);
}
