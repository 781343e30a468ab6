import { maskDigits, maskWordsWithDigits } from '../privacy/mask.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { boundScreen } from '../step/bound-screen.ts';

const APP_NAME_CHARACTERS_MAX = 60;

/**
 * A name that the app gave. Names are on metrics too, so nothing of a person may stand in them,
 * whatever the app does.
 */
export function cleanName(name: string | undefined, memory: SessionMemory): string | undefined {
  if (name === undefined) return undefined;
  const oneLine = memory.secrets.scrub(boundScreen(name)).replace(/\s+/g, ' ').trim();
  if (oneLine === '') return undefined;
  const mask = memory.secrets.incomplete ? maskWordsWithDigits : maskDigits;
  return mask(oneLine).slice(0, APP_NAME_CHARACTERS_MAX);
}
