import type { Outcome } from '../semconv.ts';

export interface EndFacts {
  /** The app threw, answered with an error status or with something the gateway cannot read. */
  readonly appFailed: boolean;
  /** A service that this answer needed could not answer; one that only refused is no fault. */
  readonly hookBroken: boolean;
  /** The last screen says failure. */
  readonly failure: boolean;
  /** The screen before asked again for something, or this one says that it did so too often. */
  readonly retried: boolean;
}

/** Names how a session ended, as far as its last answer tells; the first rule that applies wins. */
export function inferOutcome(facts: EndFacts): Outcome {
  if (facts.appFailed) return 'app_error';
  if (!facts.failure) return 'completed';
  if (facts.hookBroken) return 'hook_error';
  return facts.retried ? 'invalid_input' : 'rejected';
}
