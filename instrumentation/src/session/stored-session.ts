import { STEP_ACTIONS, type StepAction } from '../semconv.ts';
import { APP_OUTCOMES, type AppOutcome } from '../step/outcome.ts';

/** Raised whenever the meaning of a field changes: processes of two releases run side by side. */
const SCHEMA = 1;
const CHARACTERS_MAX = 16_384;
const NAMES_MAX = 64;
const NAME_CHARACTERS_MAX = 64;
/** Options and inputs of one session; those of the longest screen are fewer. */
const LIST_MAX = 128;
const COUNT_MAX = 100_000;
/** Longest time between two times of one session, in milliseconds. */
const SPAN_MS_MAX = 24 * 60 * 60_000;

/**
 * What one process leaves for the next: enough to place the session's next request, and nothing that
 * anybody typed or was shown.
 */
export interface StoredSession {
  /** Who wrote it, and the how-manieth of their writes it is. */
  readonly revision: string;
  /** Requests so far, repetitions included. */
  readonly hopCount: number;
  /** Arrival of the first request, in unix milliseconds. */
  readonly startMs: number;
  /** The provider's start sign was seen. */
  readonly startSeen: boolean;
  /** The last answer, in unix milliseconds. */
  readonly lastMs: number;
  /** Some providers tell it with the first request only. */
  readonly serviceCode: string | undefined;
  readonly stepCount: number;
  readonly countUnsure: boolean;
  readonly resendCount: number;
  /** Of a cumulative text: how many inputs it had. */
  readonly inputCount: number | undefined;
  /** Which of them are secret or may be, counted from 0. */
  readonly secretInputs: readonly number[];
  /** There are more secrets, which the next process cannot find in the text. */
  readonly hasOtherSecrets: boolean;
  /** The screen shown last; `undefined` when not known. */
  readonly screen: StoredScreen | undefined;
  readonly stepName: string | undefined;
  readonly seenNames: readonly string[];
  readonly lastAction: StepAction | undefined;
  /** What the app said of how the session went, its flow and its goal, as they were recorded. */
  readonly appOutcome: AppOutcome | undefined;
  readonly flow: string | undefined;
  readonly goal: string | undefined;
  readonly ended: boolean;
}

export interface StoredScreen {
  readonly asksSecret: boolean;
  /** What could be typed to choose: "1", "98". Without the labels. */
  readonly options: readonly string[];
  /** Those that lead to the next page of the same screen. */
  readonly moreOptions: readonly string[];
}

/** @returns `undefined` for what could not be read again. */
export function formatStoredSession(session: StoredSession): string | undefined {
  const seenNames = session.seenNames.slice(-NAMES_MAX);
  const text = JSON.stringify({ schema: SCHEMA, ...session, seenNames });
  return parseStoredSession(text) === undefined ? undefined : text;
}

/** @returns `undefined` for anything that this release would not have written itself. */
export function parseStoredSession(text: string): StoredSession | undefined {
  if (text.length > CHARACTERS_MAX) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.schema !== SCHEMA) return undefined;
  const { schema: _, ...session } = value;
  return isStoredSession(session) ? session : undefined;
}

function isStoredSession(
  value: Record<string, unknown>,
): value is Record<string, unknown> & StoredSession {
  return (
    isText(value.revision) &&
    isCount(value.hopCount) &&
    isTime(value.startMs) &&
    isTime(value.lastMs) &&
    value.lastMs - value.startMs >= 0 &&
    value.lastMs - value.startMs <= SPAN_MS_MAX &&
    typeof value.startSeen === 'boolean' &&
    (value.serviceCode === undefined || isText(value.serviceCode)) &&
    isCount(value.stepCount) &&
    typeof value.countUnsure === 'boolean' &&
    isCount(value.resendCount) &&
    (value.inputCount === undefined || isCount(value.inputCount)) &&
    isListOf(value.secretInputs, isCount, LIST_MAX) &&
    typeof value.hasOtherSecrets === 'boolean' &&
    (value.screen === undefined || isStoredScreen(value.screen)) &&
    (value.stepName === undefined || isText(value.stepName)) &&
    isListOf(value.seenNames, isText, NAMES_MAX) &&
    (value.lastAction === undefined || STEP_ACTIONS.includes(value.lastAction as StepAction)) &&
    (value.appOutcome === undefined || APP_OUTCOMES.includes(value.appOutcome as AppOutcome)) &&
    (value.flow === undefined || isText(value.flow)) &&
    (value.goal === undefined || isText(value.goal)) &&
    typeof value.ended === 'boolean'
  );
}

function isStoredScreen(value: unknown): value is StoredScreen {
  return (
    isRecord(value) &&
    typeof value.asksSecret === 'boolean' &&
    isListOf(value.options, isText, LIST_MAX) &&
    isListOf(value.moreOptions, isText, LIST_MAX)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= NAME_CHARACTERS_MAX;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= COUNT_MAX;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isListOf<Item>(
  value: unknown,
  isItem: (item: unknown) => item is Item,
  lengthMax: number,
): value is readonly Item[] {
  return Array.isArray(value) && value.length <= lengthMax && value.every((item) => isItem(item));
}
