import type { Attributes } from '@opentelemetry/api';
import { maskDigits, maskWordsWithDigits } from '../privacy/mask.ts';
import type { ScreenAnswer } from '../providers/provider.ts';
import {
  ATTR_ERROR_TYPE,
  ATTR_USSD_CAPTURE_LEVEL,
  ATTR_USSD_HOP_RESEND_COUNT,
  ATTR_USSD_RESPONSE_LENGTH,
  ATTR_USSD_RESPONSE_TEXT,
  ATTR_USSD_RESPONSE_TYPE,
  ATTR_USSD_SESSION_END_SOURCE,
  ATTR_USSD_SESSION_IDLE_LIMIT,
  ATTR_USSD_SESSION_OUTCOME,
  ATTR_USSD_SESSION_OUTCOME_SOURCE,
  ATTR_USSD_SESSION_STEP_COUNT,
  ATTR_USSD_STEP_ACTION,
  ATTR_USSD_STEP_ACTION_MESSAGE,
  ATTR_USSD_STEP_ACTION_SOURCE,
  ATTR_USSD_STEP_INDEX,
  ATTR_USSD_STEP_NAME,
  ATTR_USSD_STEP_NAME_SOURCE,
  type CaptureLevel,
  type Outcome,
  type StepAction,
} from '../semconv.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { inferAction } from '../step/action.ts';
import { failureSentence, saysTooMany } from '../step/failure-words.ts';
import { addInput, viewInput } from '../step/input-attributes.ts';
import { inferOutcome } from '../step/outcome.ts';
import { recordText } from '../step/record-text.ts';
import { readScreen, type Screen } from '../step/screen.ts';
import { nameFromScreen } from '../step/step-name.ts';
import type { PlacedStep } from './place-step.ts';
import { captureLevelOf, type RecorderShared } from './recorder-parts.ts';

const APP_NAME_CHARACTERS_MAX = 60;
const MESSAGE_CHARACTERS_MAX = 120;

/** The app's answer, read once. */
export interface Answered {
  /** `undefined`: there was none, or too little of it was kept. */
  readonly type: ScreenAnswer['type'] | undefined;
  readonly screen: Screen | undefined;
  /** The screen goes on. */
  readonly cut: boolean;
  /** A name that the answer carries. */
  readonly label: string | undefined;
  /** Why the gateway can show nothing; it ends the session then. */
  readonly errorType: string | undefined;
}

export interface StepFacts extends PlacedStep {
  readonly answered: Answered;
  readonly idleLimitSeconds: number;
  readonly appName: string | undefined;
  readonly appOutcome: Outcome | undefined;
  /** The app says that the input is a secret. */
  readonly sensitive: boolean;
  /** A hook answered with an error status or not at all. */
  readonly hookFailed: boolean;
  /** It did not merely refuse. */
  readonly hookBroken: boolean;
}

export interface StepDescription {
  readonly name: string | undefined;
  readonly action: StepAction | undefined;
  readonly attributes: Attributes;
  /** For the duration metric. */
  readonly labels: Attributes;
  /** When this answer ends the session. */
  readonly ending: { readonly outcome: Outcome; readonly attributes: Attributes } | undefined;
}

/** Writes down everything a step span says; the secrets of the hop are known by now. */
export function describeStep(
  shared: RecorderShared,
  memory: SessionMemory,
  facts: StepFacts,
): StepDescription {
  const { answered, arrival } = facts;
  const level = captureLevelOf(shared.settings, memory);
  const attributes: Attributes = {
    [ATTR_USSD_CAPTURE_LEVEL]: level,
    [ATTR_USSD_SESSION_IDLE_LIMIT]: facts.idleLimitSeconds,
  };
  if (facts.index !== undefined) attributes[ATTR_USSD_STEP_INDEX] = facts.index;
  if (facts.resendCount > 0) attributes[ATTR_USSD_HOP_RESEND_COUNT] = facts.resendCount;
  const view = viewInput(arrival);
  const hidden = { type: 'secret', classOnly: true, choice: false } as const;
  const sensitive = facts.sensitive && arrival.input !== '';
  addInput(attributes, arrival, sensitive ? hidden : view, level, memory.secrets);
  addResponse(attributes, answered, level, memory);

  const named = nameOf(shared, memory, facts, level);
  if (named !== undefined) {
    attributes[ATTR_USSD_STEP_NAME] = named.name;
    attributes[ATTR_USSD_STEP_NAME_SOURCE] = named.source;
  }
  const failure = answered.screen && failureSentence(answered.screen.text);
  const action = addAction(attributes, facts, memory, named?.name, failure, level);
  const ending = endingOf(facts, memory, failure !== undefined);
  if (ending !== undefined) Object.assign(attributes, ending.attributes);
  else if (facts.appOutcome !== undefined) {
    attributes[ATTR_USSD_SESSION_OUTCOME] = facts.appOutcome;
    attributes[ATTR_USSD_SESSION_OUTCOME_SOURCE] = 'app';
  }
  if (answered.errorType !== undefined) attributes[ATTR_ERROR_TYPE] = answered.errorType;
  const labels = labelsOf(memory, attributes);
  return { name: named?.name, action, attributes, labels, ending };
}

function addResponse(
  attributes: Attributes,
  { type, screen, cut }: Answered,
  level: CaptureLevel,
  memory: SessionMemory,
): void {
  if (type !== undefined) attributes[ATTR_USSD_RESPONSE_TYPE] = type;
  if (screen === undefined) return;
  if (!cut) attributes[ATTR_USSD_RESPONSE_LENGTH] = [...screen.text].length;
  const text = recordText(screen.text, level, memory.secrets, cut);
  if (text !== undefined) attributes[ATTR_USSD_RESPONSE_TEXT] = text;
}

function nameOf(
  shared: RecorderShared,
  memory: SessionMemory,
  { appName, answered }: StepFacts,
  level: CaptureLevel,
): { readonly name: string; readonly source: 'app' | 'screen' } | undefined {
  const given = cleanName(appName, memory) ?? cleanName(answered.label, memory);
  if (given !== undefined) return { name: shared.appNames.bound(given), source: 'app' };
  const { screen } = answered;
  if (screen === undefined || answered.type === 'invalid') return undefined;
  const scrubbed = memory.secrets.scrub(screen.text);
  const name = nameFromScreen(
    scrubbed === screen.text ? screen : readScreen(scrubbed),
    level !== 'minimal',
  );
  return name === undefined
    ? undefined
    : { name: shared.screenNames.bound(name), source: 'screen' };
}

/** Names are on metrics too, so nothing of a person may stand in them, whatever the app does. */
function cleanName(name: string | undefined, memory: SessionMemory): string | undefined {
  if (name === undefined) return undefined;
  const oneLine = memory.secrets.scrub(name).replace(/\s+/g, ' ').trim();
  if (oneLine === '') return undefined;
  const mask = memory.secrets.incomplete ? maskWordsWithDigits : maskDigits;
  return mask(oneLine).slice(0, APP_NAME_CHARACTERS_MAX);
}

function addAction(
  attributes: Attributes,
  { answered, arrival, hookFailed, previousName }: StepFacts,
  memory: SessionMemory,
  name: string | undefined,
  failure: string | undefined,
  level: CaptureLevel,
): StepAction | undefined {
  const ended = isEnding(answered);
  // Whether it skipped screens or answered one that another process showed, nobody here can tell.
  if (arrival.source === 'dialled' && arrival.dialled.length === 0 && !ended) return undefined;
  // The gateway's own repetition moves nobody.
  if (arrival.repeated && !ended) return memory.lastAction;
  const { action, source } = inferAction({
    ended,
    skipped: arrival.dialled.length > 0,
    name,
    screen: answered.screen,
    failure,
    hookFailed,
    previousName: arrival.gap ? undefined : previousName,
    previousScreen: arrival.screen,
    seenNames: memory.seenNames,
    input: arrival.input,
  });
  attributes[ATTR_USSD_STEP_ACTION] = action;
  attributes[ATTR_USSD_STEP_ACTION_SOURCE] = source;
  const message =
    failure === undefined ? undefined : recordText(failure, level, memory.secrets, answered.cut);
  if (message !== undefined && action !== 'next' && action !== 'skip') {
    attributes[ATTR_USSD_STEP_ACTION_MESSAGE] = message.slice(0, MESSAGE_CHARACTERS_MAX);
  }
  return action;
}

function endingOf(
  { answered, appOutcome, hookBroken }: StepFacts,
  memory: SessionMemory,
  failure: boolean,
): StepDescription['ending'] {
  if (!isEnding(answered)) return undefined;
  const inferred = inferOutcome({
    appFailed: answered.errorType !== undefined,
    hookBroken,
    failure,
    retried:
      memory.lastAction === 'retry' ||
      (answered.screen !== undefined && saysTooMany(answered.screen.text)),
  });
  const outcome = appOutcome ?? inferred;
  const attributes: Attributes = {
    [ATTR_USSD_SESSION_OUTCOME]: outcome,
    [ATTR_USSD_SESSION_OUTCOME_SOURCE]: appOutcome === undefined ? 'inferred' : 'app',
    [ATTR_USSD_SESSION_END_SOURCE]: 'callback',
  };
  if (!memory.countUnsure) attributes[ATTR_USSD_SESSION_STEP_COUNT] = memory.stepCount;
  return { outcome, attributes };
}

function isEnding({ type, errorType }: Answered): boolean {
  return type === 'end' || errorType !== undefined;
}

function labelsOf(memory: SessionMemory, attributes: Attributes): Attributes {
  const labels: Attributes = { ...memory.labels };
  for (const key of [
    ATTR_USSD_STEP_NAME,
    ATTR_USSD_STEP_ACTION,
    ATTR_USSD_RESPONSE_TYPE,
    ATTR_ERROR_TYPE,
  ]) {
    const value = attributes[key];
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}
