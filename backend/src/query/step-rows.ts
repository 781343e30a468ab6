import type { Column } from './frame.ts';
import type { SpanOfSession } from './span-of-session.ts';

/** A screen, and what the subscriber did on it. */
export interface StepRow {
  readonly index: number;
  /** The hop that showed the screen. */
  readonly shown: SpanOfSession;
  /** The hop that brought the answer to it; none on the last screen. */
  readonly answered: SpanOfSession | undefined;
  readonly startedAtMs: number;
  readonly hookError: boolean;
}

/**
 * Turns the hops of a session into its screens. A hop's span holds the screen it shows and the
 * input typed on the screen before, so a screen's input is that of the next hop.
 *
 * @param startedAtMs the session's start.
 */
export function toStepRows(spans: readonly SpanOfSession[], startedAtMs: number): StepRow[] {
  const steps = spans.filter((span) => span.operation === 'step');
  const failed = new Set(
    spans.filter((span) => span.hookFailed).map((span) => ownerOf(span, steps)?.spanId),
  );
  return steps.map((shown, index) => ({
    index,
    shown,
    answered: steps[index + 1],
    startedAtMs,
    hookError: failed.has(shown.spanId),
  }));
}

const DIALLED = 'dialled';

/** The first hop, if inputs were dialled behind the code: it passed their screens without showing them. */
export function dialledHop(spans: readonly SpanOfSession[]): SpanOfSession | undefined {
  const first = spans.find((span) => span.operation === 'step');
  return first?.inputSource === DIALLED ? first : undefined;
}

/** The goals that the app marked by name, each once, in their order. */
export function markedGoals(spans: readonly SpanOfSession[]): string[] {
  return [...new Set(spans.flatMap(({ goal }) => (goal === '' ? [] : [goal])))];
}

/**
 * The step in which a hook ran: its parent, or, where another span stands between them or the
 * parent was lost, the last step that began before it.
 */
export function ownerOf(
  hook: SpanOfSession,
  steps: readonly SpanOfSession[],
): SpanOfSession | undefined {
  return (
    steps.find((step) => step.spanId === hook.parentSpanId) ??
    steps.findLast((step) => step.startMs <= hook.startMs)
  );
}

const shown = (name: string, value: (span: SpanOfSession) => string): Column<StepRow> => ({
  name,
  type: 'string',
  value: (row) => value(row.shown),
});
const answered = (name: string, value: (span: SpanOfSession) => string): Column<StepRow> => ({
  name,
  type: 'string',
  value: (row) => (row.answered === undefined ? '' : value(row.answered)),
});

/** The fields of the `steps` frame. */
export const STEP_COLUMNS: readonly Column<StepRow>[] = [
  { name: 'index', type: 'number', value: (row) => row.index },
  shown('stepId', (span) => span.stepName),
  shown('nameSource', (span) => span.stepNameSource),
  shown('screen', (span) => span.responseText),
  { name: 'screenLength', type: 'number', value: (row) => row.shown.responseLength },
  { name: 'shownAt', type: 'time', value: (row) => row.shown.endMs },
  {
    name: 'timeToReachMs',
    type: 'number',
    value: (row) => row.shown.endMs - row.startedAtMs,
  },
  {
    name: 'appTimeMs',
    type: 'number',
    value: (row) => row.shown.endMs - row.shown.startMs,
  },
  {
    name: 'thinkTimeMs',
    type: 'number',
    nullable: true,
    // A screen that was passed within one hop was never looked at.
    value: (row) =>
      row.answered === undefined ? null : Math.max(0, row.answered.startMs - row.shown.endMs),
  },
  answered('input', (span) => span.inputText),
  answered('inputType', (span) => span.inputType),
  { name: 'inputLength', type: 'number', value: (row) => row.answered?.inputLength ?? 0 },
  // Only what came with the first request was dialled. Another process that takes over a session knows
  // no earlier request, and takes all that was typed until then for dialled.
  answered('inputSource', (span) => (span.inputSource === DIALLED ? 'user' : span.inputSource)),
  answered('action', (span) => span.action),
  answered('actionSource', (span) => span.actionSource),
  answered('actionMessage', (span) => span.actionMessage),
  shown('responseType', (span) => span.responseType),
  { name: 'hookError', type: 'boolean', value: (row) => row.hookError },
  shown('errorType', (span) => span.errorType),
  shown('version', (span) => span.version),
  shown('capture', (span) => span.capture),
];
