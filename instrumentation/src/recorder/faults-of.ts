import type { SessionMemory } from '../session/session-memory.ts';
import type { Answered } from './answered.ts';
import type { FrameworkNotes } from './framework-notes.ts';
import { errorTypeOf } from './recorder-parts.ts';

export interface Faults {
  readonly errorType: string | undefined;
  /** The same, when the subscriber did not get what they should have. */
  readonly failure: string | undefined;
}

/**
 * What went wrong with a step: the framework knows an error's class where HTTP knows its status. A
 * second answer alone has done no harm, because the first one was shown.
 */
export function faultsOf(
  answered: Answered,
  { errorType: told }: FrameworkNotes,
  memory: SessionMemory,
): Faults {
  const harmless = told === 'answered_twice';
  if (told !== undefined && !harmless) {
    const errorType = errorTypeOf(told, memory);
    return { errorType, failure: errorType };
  }
  return { errorType: answered.errorType ?? told, failure: answered.errorType };
}
