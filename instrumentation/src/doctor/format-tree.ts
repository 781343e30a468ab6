import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SESSION_ID,
  ATTR_USSD_END_REPORT_STATUS,
  ATTR_USSD_INPUT_LENGTH,
  ATTR_USSD_INPUT_TEXT,
  ATTR_USSD_INPUT_TYPE,
  ATTR_USSD_OPERATION_NAME,
  ATTR_USSD_PROVIDER_NAME,
  ATTR_USSD_RESPONSE_TEXT,
  ATTR_USSD_SESSION_OUTCOME,
  ATTR_USSD_STEP_ACTION,
} from '../semconv.ts';
import { treeOf } from './span-tree.ts';
import type { TraceSpan } from './trace-span.ts';

const SCREEN_CHARACTERS_MAX = 60;

/**
 * A trace as a tree, one line a span, in the order of time:
 *
 * ```text
 * session *384*123#  africastalking ATUid_1  3.1 s  completed
 * ├─ step main-menu  12 ms  "Welcome⏎1. Balance"
 * └─ step balance  131 ms  typed 1 (next)  "Your balance is ***"
 *    └─ hook GET accounts/{id}  98 ms  200
 * ```
 */
export function formatTree(spans: readonly TraceSpan[]): string[] {
  return treeOf(spans).map(({ span, prefix }) => {
    const line = span === undefined ? openSession(spans) : lineOf(span);
    return `${prefix}${line}`;
  });
}

function openSession(spans: readonly TraceSpan[]): string {
  const attributes = spans[0]?.attributes ?? {};
  return ['session', ...sessionWords(attributes), 'not ended'].join('  ');
}

function lineOf(span: TraceSpan): string {
  const { attributes } = span;
  const words = [nameOf(span), duration(span.endMs - span.startMs)];
  switch (attributes[ATTR_USSD_OPERATION_NAME]) {
    case 'session':
      words.splice(1, 0, ...sessionWords(attributes));
      words.push(text(attributes[ATTR_USSD_SESSION_OUTCOME]));
      break;
    case 'step':
      words.push(inputWords(attributes), screenWords(attributes));
      break;
    case 'hook':
      words.push(text(attributes[ATTR_HTTP_RESPONSE_STATUS_CODE]));
      break;
    case 'end_report':
      words.push(text(attributes[ATTR_USSD_END_REPORT_STATUS]));
      break;
  }
  const errorType = text(attributes[ATTR_ERROR_TYPE]);
  if (errorType !== '') words.push(`error: ${errorType}`);
  return words.filter((word) => word !== '').join('  ');
}

/** Of a screen that could not be read, only that it was a step. */
function nameOf({ name }: TraceSpan): string {
  return name.trim() === 'step' ? 'step (no name)' : name;
}

function sessionWords(attributes: TraceSpan['attributes']): string[] {
  return [`${text(attributes[ATTR_USSD_PROVIDER_NAME])} ${text(attributes[ATTR_SESSION_ID])}`];
}

function inputWords(attributes: TraceSpan['attributes']): string {
  const type = text(attributes[ATTR_USSD_INPUT_TYPE]);
  if (type === '' || type === 'none') return '';
  const typed = attributes[ATTR_USSD_INPUT_TEXT];
  const length = text(attributes[ATTR_USSD_INPUT_LENGTH]);
  const action = text(attributes[ATTR_USSD_STEP_ACTION]);
  const what =
    typed !== undefined
      ? `typed ${text(typed)}`
      : `typed a ${type}${length === '' ? '' : ` of ${length} characters`}`;
  return action === '' ? what : `${what} (${action})`;
}

function screenWords(attributes: TraceSpan['attributes']): string {
  const screen = attributes[ATTR_USSD_RESPONSE_TEXT];
  if (screen === undefined) return '';
  const line = text(screen).replaceAll('\n', '⏎');
  return `"${line.length > SCREEN_CHARACTERS_MAX ? `${line.slice(0, SCREEN_CHARACTERS_MAX)}…` : line}"`;
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
