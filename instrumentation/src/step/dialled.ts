/** A dialled string, taken apart. */
export interface Dialled {
  readonly serviceCode: string;
  /** What was dialled behind the code; a shortcut through the menu. */
  readonly inputs: readonly string[];
  /** Nobody said where the code ends. */
  readonly guessed: boolean;
}

/** A code's first part; longer ones are somebody's number. */
const FIRST_PART_DIGITS_MAX = 6;
/** A guessed extension; longer ones may be a one-time code, an account or a long PIN. */
const EXTENSION_DIGITS_MAX = 4;

/**
 * Splits a dialled string into the service code and the inputs behind it.
 *
 * A gateway that tells only the dialled string does not say where the code ends. Codes given by
 * configuration decide; else the code is its first two parts (`*384*12#`: a shared code and its
 * extension) and never more, because a number or a PIN may follow.
 *
 * @param admits whether a guess of two parts may be taken: codes are on every span and metric, so
 * there must not be many. Else the code is the first part.
 */
export function splitDialled(
  dialled: string,
  serviceCodes: readonly string[] = [],
  admits: (code: string) => boolean = () => true,
): Dialled {
  const parts = partsOf(dialled);
  const [first, second] = parts;
  if (first === undefined || !isDigits(first, FIRST_PART_DIGITS_MAX)) {
    return { serviceCode: '', inputs: [], guessed: false };
  }
  let known = 0;
  for (const code of serviceCodes) {
    const codeParts = partsOf(code);
    if (codeParts.length > known && codeParts.every((part, index) => parts[index] === part)) {
      known = codeParts.length;
    }
  }
  const split = (length: number): Dialled => ({
    serviceCode: `*${parts.slice(0, length).join('*')}#`,
    inputs: parts.slice(length),
    guessed: known === 0 && parts.length > 1,
  });
  if (known > 0) return split(known);
  if (second === undefined || !isDigits(second, EXTENSION_DIGITS_MAX)) return split(1);
  const guess = split(2);
  return admits(guess.serviceCode) ? guess : split(1);
}

function partsOf(dialled: string): string[] {
  return dialled
    .trim()
    .replace(/^[*#]+/, '')
    .replace(/#+$/, '')
    .split('*')
    .filter((part) => part !== '');
}

function isDigits(part: string, max: number): boolean {
  return part.length <= max && /^\d+$/.test(part);
}
