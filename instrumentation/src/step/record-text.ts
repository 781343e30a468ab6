import { maskDigits, maskWordsWithDigits } from '../privacy/mask.ts';
import type { Secrets } from '../privacy/secrets.ts';
import type { CaptureLevel } from '../semconv.ts';
import { boundScreen } from './bound-screen.ts';

/** Screens hold 160 to 182 characters; some gateways page longer ones. */
const SCREEN_CHARACTERS_MAX = 1_000;

/**
 * A text of the app as it may be recorded: not at all at `minimal`, digit runs masked at `standard`.
 *
 * @param cut the text goes on, so its end may be the beginning of a secret.
 */
export function recordText(
  text: string,
  level: CaptureLevel,
  secrets: Secrets,
  cut = false,
): string | undefined {
  if (level === 'minimal' || secrets.overflown) return undefined;
  const read = boundScreen(text);
  const scrubbed = cut || read !== text ? secrets.scrubCut(read) : secrets.scrub(read);
  const masked = secrets.incomplete
    ? maskWordsWithDigits(scrubbed)
    : level === 'full'
      ? scrubbed
      : maskDigits(scrubbed);
  return masked.slice(0, SCREEN_CHARACTERS_MAX);
}
