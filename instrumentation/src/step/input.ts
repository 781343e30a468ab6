import type { InputType } from '../semconv.ts';
import type { Screen } from './screen.ts';

/** What a request adds to what was typed before. */
export type Received =
  /** The gateway sends the same request again. */
  | { readonly kind: 'repeated' }
  /** One new input, typed on the screen that this process showed last. */
  | { readonly kind: 'typed'; readonly text: string }
  /**
   * What came before is not known here: the first request of a shortcut, another process in between,
   * a memory that was lost. The last part is taken as the input; every part may be anything.
   */
  | {
      readonly kind: 'unplaced';
      readonly text: string;
      /** What came behind the known text, when it is still there. */
      readonly added?: string;
      readonly parts: readonly string[];
    };

/**
 * What is new in a cumulative text. The difference, never the last part: an input may hold the
 * separator, and "1" after "1" is the request again while "1*1" is a second choice.
 *
 * @param before the text of the request before, `undefined` when not known.
 */
export function newInput(before: string | undefined, text: string, separator: string): Received {
  if (before === text) return { kind: 'repeated' };
  const added = addedTo(before, text, separator);
  if (added !== undefined && !added.includes(separator)) return { kind: 'typed', text: added };
  const parts = text.split(separator);
  const last = parts.at(-1) ?? '';
  return { kind: 'unplaced', text: last, parts, ...(added !== undefined && { added }) };
}

function addedTo(before: string | undefined, text: string, separator: string): string | undefined {
  if (before === undefined || before === '') return before === '' ? text : undefined;
  const head = before + separator;
  return text.startsWith(head) ? text.slice(head.length) : undefined;
}

/** What may be said of an input. */
export interface InputView {
  readonly type: InputType;
  /** Only a class may leave, neither length nor text. */
  readonly classOnly: boolean;
  /** A choice that the screen offers, or a key for moving about. */
  readonly choice: boolean;
}

/** Keys that gateways and menus use everywhere for back, home, more and exit. */
const MOVES = /^(?:0{1,3}|9[89]|[#*])$/;

/**
 * Classifies an input by the screen that it was typed on.
 *
 * @param screen `undefined` when not known: then only one or two characters count as a choice.
 */
export function classifyInput(text: string, screen: Screen | undefined): InputView {
  if (text === '') return { type: 'none', classOnly: false, choice: false };
  if (screen === undefined) {
    const short = text.length <= 2;
    return short && /^[0-9a-zA-Z#*]+$/.test(text)
      ? { type: 'option', classOnly: false, choice: true }
      : { type: shapeOf(text), classOnly: !short, choice: false };
  }
  // "Enter PIN, 0 to go back": the 0 is no PIN.
  const listed = screen.options.has(text.toLowerCase());
  const choice = text.length <= 2 && (listed || MOVES.test(text));
  if (screen.asksSecret && !choice) return { type: 'secret', classOnly: true, choice: false };
  if (choice || listed) return { type: 'option', classOnly: false, choice: true };
  return { type: shapeOf(text), classOnly: false, choice: false };
}

function shapeOf(text: string): InputType {
  return /^\+?\p{Nd}[\p{Nd}., ]*$/u.test(text) ? 'number' : 'text';
}
