import type { StepAction } from '../semconv.ts';
import type { Screen } from './screen.ts';

export interface ActionFacts {
  readonly ended: boolean;
  /** Several inputs were dialled at once. */
  readonly skipped: boolean;
  /** What the app's framework says. */
  readonly told: 'retry' | 'back' | undefined;
  readonly name: string | undefined;
  /** The name is a framework's state, which may show several screens. */
  readonly isState: boolean;
  readonly screen: Screen | undefined;
  readonly failure: string | undefined;
  readonly hookFailed: boolean;
  readonly previousName: string | undefined;
  readonly previousScreen: Screen | undefined;
  /** Names of the screens shown before in this session. */
  readonly seenNames: ReadonlySet<string> | undefined;
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
  if (facts.told === 'retry') return { action: 'retry', source: blame };
  if (facts.told === 'back') return { action: 'back', source: 'user' };
  const { name, previousName } = facts;
  if (name === undefined || previousName === undefined) {
    return facts.failure !== undefined && previousName !== undefined
      ? { action: 'retry', source: blame }
      : { action: 'next', source: 'user' };
  }
  if (name === previousName) {
    return turnsPage(facts) || showsAnother(facts)
      ? { action: 'next', source: 'user' }
      : { action: 'retry', source: blame };
  }
  return facts.seenNames?.has(name)
    ? { action: 'back', source: 'user' }
    : { action: 'next', source: 'user' };
}

/** "98. More" shows the same heading again, but nobody made a mistake. */
function turnsPage({ previousScreen, screen, input, failure }: ActionFacts): boolean {
  if (failure !== undefined || previousScreen === undefined) return false;
  if (screen?.text === previousScreen.text) return false;
  return leadsOn(previousScreen.options.get(input.toLowerCase()) ?? '');
}

/** A state that is entered again on purpose ("add another") has something else to say. */
function showsAnother({ isState, previousScreen, screen, failure }: ActionFacts): boolean {
  if (!isState || failure !== undefined) return false;
  if (previousScreen === undefined || screen === undefined) return false;
  // A balance or the time of day makes no other screen.
  return screen.text.replace(/\d+/g, '0') !== previousScreen.text.replace(/\d+/g, '0');
}
