import type { TraceSpan } from './trace-span.ts';

export interface TreeLine {
  /** `undefined`: the session's own span, which is not there before the session ends. */
  readonly span: TraceSpan | undefined;
  /** What draws the tree in front of the span's line. */
  readonly prefix: string;
  /** The same for further lines of the span. */
  readonly indent: string;
}

/** The spans of one session in the order in which a tree shows them. */
export function treeOf(spans: readonly TraceSpan[]): TreeLine[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const sorted = spans.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const root = sorted.find(({ parentSpanId }) => parentSpanId === '');
  const childrenOf = (id: string) => sorted.filter(({ parentSpanId }) => parentSpanId === id);
  // Steps of a session that has not ended hang from a root that is not there yet.
  const orphans = sorted.filter(
    ({ parentSpanId }) => parentSpanId !== '' && !ids.has(parentSpanId),
  );
  const tops = root === undefined ? orphans : [...childrenOf(root.spanId), ...orphans];

  const branch = (children: readonly TraceSpan[], before: string): TreeLine[] =>
    children.flatMap((span, position) => {
      const last = position === children.length - 1;
      const indent = `${before}${last ? '   ' : '│  '}`;
      const line = { span, prefix: `${before}${last ? '└─ ' : '├─ '}`, indent };
      return [line, ...branch(childrenOf(span.spanId), indent)];
    });
  return [{ span: root, prefix: '', indent: '│  ' }, ...branch(tops, '')];
}
