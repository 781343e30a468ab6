import type { Outcome } from '../semconv.ts';

/** What only the app's process can know of an outcome; the rest is derived from what came later, or did not. */
export const APP_OUTCOMES = [
  'completed',
  'rejected',
  'invalid_input',
  'hook_error',
  'app_error',
] as const satisfies readonly Outcome[];
export type AppOutcome = (typeof APP_OUTCOMES)[number];

export interface EndFacts {
  /** The app threw, answered with an error status or with something the gateway cannot read. */
  readonly appFailed: boolean;
  /** A service that this answer needed could not answer; one that only refused is no fault. */
  readonly hookBroken: boolean;
  /** The app is a hook, and told its platform to end the session. */
  readonly hookEnded: boolean;
  /** The last screen says failure. */
  readonly failure: boolean;
  /** The screen before asked again for something, or this one says that it did so too often. */
  readonly retried: boolean;
}

/** Names how a session ended, as far as its last answer tells; the first rule that applies wins. */
export function inferOutcome(facts: EndFacts): AppOutcome {
  if (facts.appFailed) return 'app_error';
  // A hook that ends a session has refused something: a flow that went well ends by itself.
  if (!facts.failure && !facts.hookEnded) return 'completed';
  if (facts.hookBroken) return 'hook_error';
  return facts.retried ? 'invalid_input' : 'rejected';
}
