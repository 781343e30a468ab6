import type { Provider } from '../providers/provider.ts';
import { ATTR_USSD_SERVICE_CODE } from '../semconv.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import type { StoredScreen, StoredSession } from '../session/stored-session.ts';
import { leadsOn } from '../step/action.ts';
import type { Screen } from '../step/screen.ts';
import type { StepRequest } from './place-step.ts';

/** A record is believed as long as a session is remembered, whatever its store makes of the TTL. */
const RECORD_AGE_MS_MAX = 10 * 60_000;
/** Stands for the label of an option that leads to the next page; other labels are not stored. */
const MORE_LABEL = 'More';
const LIST_MAX = 128;

/**
 * What the other processes have to know of a session; see docs/privacy.md.
 *
 * @param flow the flow's name as it was recorded.
 */
export function toStored(
  memory: SessionMemory,
  provider: Provider,
  revision: string,
  flow: unknown,
): StoredSession {
  const { secrets, text } = memory;
  const inputs =
    provider.inputMode === 'cumulative' && text !== undefined ? inputsOf(text, provider) : [];
  const isSecret = (input: string) => secrets.has(input);
  const secretInputs = inputs.flatMap((input, position) => (isSecret(input) ? [position] : []));
  const code = memory.attributes[ATTR_USSD_SERVICE_CODE];
  return {
    revision,
    hopCount: memory.hopCount,
    startMs: memory.startMs,
    startSeen: memory.startSeen,
    lastMs: memory.lastMs,
    serviceCode: typeof code === 'string' ? code : undefined,
    stepCount: memory.stepCount,
    countUnsure: memory.countUnsure,
    resendCount: memory.resendCount,
    inputCount: provider.inputMode === 'cumulative' ? inputs.length : undefined,
    secretInputs,
    hasOtherSecrets: secrets.incomplete || !secrets.followsFrom(inputs.filter(isSecret)),
    screen: memory.screen && toStoredScreen(memory.screen),
    stepName: memory.stepName,
    seenNames: [...(memory.seenNames ?? [])],
    lastAction: memory.lastAction,
    appOutcome: memory.appOutcome,
    flow: typeof flow === 'string' ? flow : undefined,
    goal: memory.goal,
    ended: memory.ended,
  };
}

/** How much of a session is known when its next request comes. */
export type Knowledge =
  /** The request before was this process's own. */
  | 'own'
  /** It was another's, and the record of it has been taken over. */
  | 'taken'
  /** There is no record, or none that goes with what is known here. */
  | 'none';

/** Takes over what another process knows of a session, if it does know more. */
export function takeOver(
  memory: SessionMemory,
  stored: StoredSession,
  { provider, callback, atMs }: StepRequest,
  isNew: boolean,
): Knowledge {
  // The same id again: what is stored is the session before.
  if (callback.start === true && (stored.ended || stored.stepCount > 1)) return 'none';
  if (atMs - stored.lastMs > RECORD_AGE_MS_MAX) return 'none';
  if (!isNew && stored.revision === memory.revision) return 'own';
  // Whoever served the requests since then could not write: the screen shown last is not known.
  if (!isNew && stored.hopCount <= memory.hopCount) return 'none';
  const { secrets } = memory;
  if (provider.inputMode === 'cumulative') {
    const inputs = inputsOf(callback.text ?? '', provider);
    const before = stored.inputCount ?? Number.POSITIVE_INFINITY;
    if (before > inputs.length) return 'none';
    memory.text = inputs.slice(0, before).join(separatorOf(provider));
    secrets.acquit();
    for (const position of stored.secretInputs) secrets.add(inputs[position] ?? '');
  } else {
    memory.text = undefined;
    secrets.acquit();
  }
  if (stored.hasOtherSecrets) secrets.doubt();
  const code = { [ATTR_USSD_SERVICE_CODE]: stored.serviceCode };
  if (stored.serviceCode !== undefined && memory.labels[ATTR_USSD_SERVICE_CODE] === undefined) {
    memory.attributes = { ...memory.attributes, ...code };
    memory.labels = { ...memory.labels, ...code };
  }
  memory.hopCount = stored.hopCount;
  memory.startMs = stored.startMs;
  memory.startSeen = stored.startSeen;
  memory.lastMs = stored.lastMs;
  memory.stepCount = stored.stepCount;
  memory.countUnsure = stored.countUnsure;
  memory.resendCount = stored.resendCount;
  memory.screen = stored.screen && toScreen(stored.screen);
  memory.stepName = stored.stepName;
  memory.seenNames = new Set([...(memory.seenNames ?? []), ...stored.seenNames]);
  memory.lastAction = stored.lastAction;
  memory.supplied = undefined;
  // What the app says on this very hop is newer.
  const own = isNew ? { ...memory } : undefined;
  memory.appOutcome = own?.appOutcome ?? stored.appOutcome ?? memory.appOutcome;
  memory.flow = own?.flow ?? stored.flow ?? memory.flow;
  memory.goal = own?.goal ?? stored.goal ?? memory.goal;
  memory.ended = stored.ended;
  return 'taken';
}

function toStoredScreen({ asksSecret, options }: Screen): StoredScreen {
  const keys = [...options.keys()].slice(0, LIST_MAX);
  return {
    asksSecret,
    options: keys,
    moreOptions: keys.filter((key) => leadsOn(options.get(key) ?? '')),
  };
}

/** A screen without its words: never equal to one that is shown here. */
function toScreen({ asksSecret, options, moreOptions }: StoredScreen): Screen {
  return {
    text: '',
    prompt: '',
    options: new Map(options.map((key) => [key, moreOptions.includes(key) ? MORE_LABEL : ''])),
    asksSecret,
  };
}

function inputsOf(text: string, provider: Provider): string[] {
  return text === '' ? [] : text.split(separatorOf(provider));
}

function separatorOf({ separator }: Provider): string {
  return separator ?? '*';
}
