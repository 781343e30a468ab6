import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_USSD_CAPTURE_LEVEL,
  ATTR_USSD_FLOW_NAME,
  ATTR_USSD_GOAL_NAME,
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
  ATTR_USSD_STEP_INDEX,
  ATTR_USSD_STEP_NAME,
  ATTR_USSD_STEP_NAME_SOURCE,
  type CaptureLevel,
  type StepAction,
} from '../semconv.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { characterCount } from '../step/character-count.ts';
import { failureSentence, saysTooMany } from '../step/failure-words.ts';
import { addInput, viewInput } from '../step/input-attributes.ts';
import { type AppOutcome, inferOutcome } from '../step/outcome.ts';
import { recordText } from '../step/record-text.ts';
import { nameFromRoute } from '../step/route-name.ts';
import { readScreen } from '../step/screen.ts';
import { nameFromScreen } from '../step/step-name.ts';
import { type Answered, isEnding } from './answered.ts';
import type { AppWords } from './app-words.ts';
import { cleanName } from './clean-name.ts';
import { describeAction } from './describe-action.ts';
import { faultsOf } from './faults-of.ts';
import type { FrameworkNotes } from './framework-notes.ts';
import type { PlacedStep } from './place-step.ts';
import { captureLevelOf, type RecorderShared } from './recorder-parts.ts';

export interface StepFacts extends PlacedStep {
  readonly answered: Answered;
  readonly idleLimitSeconds: number;
  /** The request's path, with its query. */
  readonly target: string;
  readonly said: AppWords;
  /** A hook answered with an error status or not at all. */
  readonly hookFailed: boolean;
  /** It did not merely refuse. */
  readonly hookBroken: boolean;
  readonly framework: FrameworkNotes;
}

/** A step's name and who gave it. */
export interface StepName {
  readonly name: string;
  readonly source: 'app' | 'framework' | 'route' | 'screen';
}

export interface StepDescription {
  readonly name: string | undefined;
  readonly action: StepAction | undefined;
  readonly attributes: Attributes;
  /** For the duration metric. */
  readonly labels: Attributes;
  /** When this answer ends the session. */
  readonly ending: { readonly outcome: AppOutcome; readonly attributes: Attributes } | undefined;
}

/** Writes down everything a step span says; the secrets of the hop are known by now. */
export function describeStep(
  shared: RecorderShared,
  memory: SessionMemory,
  facts: StepFacts,
): StepDescription {
  const { answered, arrival } = facts;
  const level = captureLevelOf(shared.settings, memory);
  const attributes: Attributes = { [ATTR_USSD_SESSION_IDLE_LIMIT]: facts.idleLimitSeconds };
  // The session's own stands on the span already.
  if (level !== shared.settings.capture) attributes[ATTR_USSD_CAPTURE_LEVEL] = level;
  if (facts.index !== undefined) attributes[ATTR_USSD_STEP_INDEX] = facts.index;
  if (facts.resendCount > 0) attributes[ATTR_USSD_HOP_RESEND_COUNT] = facts.resendCount;
  const view = viewInput(arrival);
  const hidden = { type: 'secret', classOnly: true, choice: false } as const;
  const sensitive = facts.said.sensitive === true && arrival.input !== '';
  addInput(attributes, arrival, sensitive ? hidden : view, level, memory.secrets);
  addResponse(attributes, answered, level, memory);

  const named = nameOf(shared, memory, facts, level);
  if (named !== undefined) {
    attributes[ATTR_USSD_STEP_NAME] = named.name;
    attributes[ATTR_USSD_STEP_NAME_SOURCE] = named.source;
  }
  const failure = failureSentence(answered.screen?.text ?? answered.told?.message ?? '');
  const action = describeAction(attributes, facts, memory, named, failure, level);
  addSaid(attributes, shared, memory, facts.said);
  const ending = endingOf(facts, memory, failure);
  if (ending !== undefined) Object.assign(attributes, ending.attributes);
  else if (facts.said.outcome && memory.appOutcome !== undefined) {
    attributes[ATTR_USSD_SESSION_OUTCOME] = memory.appOutcome;
    attributes[ATTR_USSD_SESSION_OUTCOME_SOURCE] = 'app';
  }
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
  if (!cut) attributes[ATTR_USSD_RESPONSE_LENGTH] = characterCount(screen.text);
  const text = recordText(screen.text, level, memory.secrets, cut);
  if (text !== undefined) attributes[ATTR_USSD_RESPONSE_TEXT] = text;
}

function nameOf(
  shared: RecorderShared,
  memory: SessionMemory,
  { said, answered, target, framework, previousName }: StepFacts,
  level: CaptureLevel,
): StepName | undefined {
  const given = cleanName(said.stepName, memory) ?? cleanName(answered.label, memory);
  if (given !== undefined) return { name: shared.appNames.bound(given), source: 'app' };
  const state = cleanName(framework.state, memory) ?? (framework.stayed ? previousName : undefined);
  if (state !== undefined) return { name: shared.appNames.bound(state), source: 'framework' };
  const route = answered.byHook ? nameFromRoute(target, memory.secrets) : undefined;
  if (route !== undefined) return { name: shared.appNames.bound(route), source: 'route' };
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

/** What the app says beside the step's name and action; flow and goal also once they are known. */
function addSaid(
  attributes: Attributes,
  shared: RecorderShared,
  memory: SessionMemory,
  said: AppWords,
): void {
  const flow = cleanName(memory.flow, memory);
  if (flow !== undefined) attributes[ATTR_USSD_FLOW_NAME] = shared.flowNames.bound(flow);
  const goal = cleanName(said.goal, memory);
  if (goal === undefined) return;
  memory.goal = shared.goalNames.bound(goal);
  attributes[ATTR_USSD_GOAL_NAME] = memory.goal;
}

function endingOf(
  { answered, hookBroken, framework }: StepFacts,
  memory: SessionMemory,
  failure: string | undefined,
): StepDescription['ending'] {
  if (!isEnding(answered)) return undefined;
  const inferred = inferOutcome({
    appFailed: faultsOf(answered, framework, memory).failure !== undefined,
    hookBroken,
    hookEnded: answered.byHook,
    failure: failure !== undefined,
    retried:
      memory.lastAction === 'retry' ||
      saysTooMany(answered.screen?.text ?? answered.told?.message ?? ''),
  });
  const outcome = memory.appOutcome ?? inferred;
  const attributes: Attributes = {
    [ATTR_USSD_SESSION_OUTCOME]: outcome,
    [ATTR_USSD_SESSION_OUTCOME_SOURCE]: memory.appOutcome === undefined ? 'inferred' : 'app',
    [ATTR_USSD_SESSION_END_SOURCE]: 'callback',
  };
  if (!memory.countUnsure) attributes[ATTR_USSD_SESSION_STEP_COUNT] = memory.stepCount;
  return { outcome, attributes };
}

/** What of a step stands on its duration, beside the session's. */
const LABELS = [ATTR_USSD_STEP_NAME, ATTR_USSD_STEP_ACTION, ATTR_USSD_RESPONSE_TYPE] as const;

function labelsOf(memory: SessionMemory, attributes: Attributes): Attributes {
  const labels: Attributes = { ...memory.labels };
  for (const key of LABELS) {
    const value = attributes[key];
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}
