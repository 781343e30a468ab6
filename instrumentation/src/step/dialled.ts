/** A dialled string, taken apart. */
export interface Dialled {
  readonly serviceCode: string;
  /** What was dialled behind the code; a shortcut through the menu. */
  readonly inputs: readonly string[];
}

/** Parts longer than this are somebody's number, never part of a code. */
const CODE_PART_DIGITS_MAX = 6;

/**
 * Splits a dialled string into the service code and the inputs behind it.
 *
 * A gateway that tells only the dialled string does not say where the code ends. Codes given by
 * configuration decide; else the code is its first two parts (`*384*12#`: a shared code and its
 * extension), the same in every process and never more, because a number or a PIN may follow.
 */
export function splitDialled(dialled: string, serviceCodes: readonly string[] = []): Dialled {
  const parts = partsOf(dialled);
  const [first, second] = parts;
  if (first === undefined || !isCodePart(first)) return { serviceCode: '', inputs: [] };
  let length = second !== undefined && isCodePart(second) ? 2 : 1;
  let known = 0;
  for (const code of serviceCodes) {
    const codeParts = partsOf(code);
    if (codeParts.length > known && codeParts.every((part, index) => parts[index] === part)) {
      known = codeParts.length;
    }
  }
  if (known > 0) length = known;
  return { serviceCode: `*${parts.slice(0, length).join('*')}#`, inputs: parts.slice(length) };
}

function partsOf(dialled: string): string[] {
  return dialled
    .trim()
    .replace(/^[*#]+/, '')
    .replace(/#+$/, '')
    .split('*')
    .filter((part) => part !== '');
}

function isCodePart(part: string): boolean {
  return part.length <= CODE_PART_DIGITS_MAX && /^\d+$/.test(part);
}
