import type { StepAction } from '../semconv.ts';
import type { Screen } from './screen.ts';

export interface ActionFacts {
  readonly ended: boolean;
  /** Several inputs were dialled at once. */
  readonly skipped: boolean;
  readonly name: string | undefined;
  readonly screen: Screen | undefined;
  readonly failure: string | undefined;
  readonly hookFailed: boolean;
  readonly previousName: string | undefined;
  readonly previousScreen: Screen | undefined;
  /** Names of the screens shown before in this session. */
  readonly seenNames: ReadonlySet<string>;
  readonly input: string;
}

export interface Action {
  readonly action: StepAction;
  readonly source: 'user' | 'hook' | 'app';
}

const MORE = /^(?:more|next|suivant|plus|zaidi|endelea|mbele)\b/i;

/** Whether an option's label says that it shows the next page of the same screen. */
export function leadsOn(label: string): boolean {
  return MORE.test(label);
}

/** Names what the input of a hop did, by comparing the screens before and after it. */
export function inferAction(facts: ActionFacts): Action {
  // A hook that failed while the app coped has ended nothing.
  const blame = facts.hookFailed && facts.failure !== undefined ? 'hook' : 'app';
  if (facts.ended) return { action: 'end', source: blame };
  if (facts.skipped) return { action: 'skip', source: 'user' };
  const { name, previousName } = facts;
  if (name === undefined || previousName === undefined) {
    return facts.failure !== undefined && previousName !== undefined
      ? { action: 'retry', source: blame }
      : { action: 'next', source: 'user' };
  }
  if (name === previousName) {
    return turnsPage(facts)
      ? { action: 'next', source: 'user' }
      : { action: 'retry', source: blame };
  }
  return facts.seenNames.has(name)
    ? { action: 'back', source: 'user' }
    : { action: 'next', source: 'user' };
}

/** "98. More" shows the same heading again, but nobody made a mistake. */
function turnsPage({ previousScreen, screen, input, failure }: ActionFacts): boolean {
  if (failure !== undefined || previousScreen === undefined) return false;
  if (screen?.text === previousScreen.text) return false;
  return leadsOn(previousScreen.options.get(input.toLowerCase()) ?? '');
}
