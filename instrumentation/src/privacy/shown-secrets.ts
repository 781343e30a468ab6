import { FixedTexts } from '../fixed-texts.ts';

// "Your OTP is 482113", "New PIN: 4821", "Votre code secret est 4821", "Namba yako ya siri ni 4821".
// Before its first digit a value is bounded, else each "pin=" of a long word would be read to its end.
const SHOWN =
  /\b(?:pin|otp|pass ?(?:word|code)|secret|siri|mot de passe|senha|(?:verification|security|access|activation|confirmation) code)\b[^.\n\d]{0,24}?(?:\bis\b|\best\b|\bni\b|[:=])\s*([^\s\d]{0,200}\d\S*)/giu;

const shown = new FixedTexts<readonly string[]>();

/** The secrets that a screen tells its reader. */
export function shownSecrets(screen: string): readonly string[] {
  return shown.reading(screen, findShown);
}

function findShown(screen: string): readonly string[] {
  const found: string[] = [];
  for (const [, value] of screen.matchAll(SHOWN)) {
    if (value !== undefined) found.push(value.replace(/[.,;:!?)]+$/, ''));
  }
  return found;
}
