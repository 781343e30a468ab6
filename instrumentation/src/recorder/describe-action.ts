import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_USSD_STEP_ACTION,
  ATTR_USSD_STEP_ACTION_MESSAGE,
  ATTR_USSD_STEP_ACTION_SOURCE,
  type CaptureLevel,
  type StepAction,
} from '../semconv.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { type Action, inferAction } from '../step/action.ts';
import { recordText } from '../step/record-text.ts';
import { isEnding } from './answered.ts';
import type { StepFacts, StepName } from './describe-step.ts';

const MESSAGE_CHARACTERS_MAX = 120;

/** An action, and the words that came with it. */
interface Taken extends Action {
  readonly message: string | undefined;
}

/**
 * Writes down what the input of a hop did: by the app's word, else by what a hook told its flow
 * platform, else by comparing the screens before and after it.
 *
 * @param failure the sentence of the screen that says failure.
 * @returns `undefined` where nobody here can tell.
 */
export function describeAction(
  attributes: Attributes,
  facts: StepFacts,
  memory: SessionMemory,
  named: StepName | undefined,
  failure: string | undefined,
  level: CaptureLevel,
): StepAction | undefined {
  // The gateway's own repetition moves nobody.
  if (facts.arrival.repeated && !isEnding(facts.answered)) return memory.lastAction;
  const taken = takenOf(facts, memory, named, failure);
  if (taken === undefined) return undefined;
  const { action, source, message } = taken;
  attributes[ATTR_USSD_STEP_ACTION] = action;
  attributes[ATTR_USSD_STEP_ACTION_SOURCE] = source;
  const shown = message && recordText(message, level, memory.secrets, facts.answered.cut);
  if (shown !== undefined && shown !== '') {
    attributes[ATTR_USSD_STEP_ACTION_MESSAGE] = shown.slice(0, MESSAGE_CHARACTERS_MAX);
  }
  return action;
}

function takenOf(
  facts: StepFacts,
  memory: SessionMemory,
  named: StepName | undefined,
  failure: string | undefined,
): Taken | undefined {
  const { answered, arrival, said } = facts;
  const ended = isEnding(answered);
  if (said.action !== undefined) {
    // Whatever it is called: the session is over.
    return { action: ended ? 'end' : said.action, source: 'app', message: said.message ?? failure };
  }
  if (answered.told !== undefined) {
    return { action: answered.told.action, source: 'hook', message: answered.told.message };
  }
  if (answered.byHook) {
    // The platform goes on, unless it could not read the answer: what it does then is its own affair.
    return answered.errorType === undefined
      ? { action: 'next', source: 'user', message: undefined }
      : undefined;
  }
  // Whether it skipped screens or answered one that another process showed, nobody here can tell.
  if (arrival.source === 'dialled' && arrival.dialled.length === 0 && !ended) return undefined;
  const inferred = inferAction({
    ended,
    skipped: arrival.dialled.length > 0,
    told: facts.framework.action,
    name: named?.name,
    isState: named?.source === 'framework',
    screen: answered.screen,
    failure,
    hookFailed: facts.hookFailed,
    previousName: arrival.gap ? undefined : facts.previousName,
    previousScreen: arrival.screen,
    seenNames: memory.seenNames,
    input: arrival.input,
  });
  const moved = inferred.action === 'next' || inferred.action === 'skip';
  return { ...inferred, message: moved ? undefined : failure };
}
