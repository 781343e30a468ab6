const SHOWN_END = 3;

/** Stands for a digit that is not shown. */
export const HIDDEN_DIGIT = '•';

/**
 * Shows just enough of a phone number to tell two rows apart: `+254711000111` becomes
 * `+254 7•• ••• 111`.
 *
 * @returns '' when there is no number.
 */
export function maskMsisdn(msisdn: string): string {
  const digits = msisdn.replace(/\D/g, '');
  if (digits === '') return '';
  const country = digits.slice(0, countryCodeLength(digits));
  const rest = digits.slice(country.length);
  const masked = [...rest].map((digit, index) =>
    index === 0 || index >= Math.max(1, rest.length - SHOWN_END) ? digit : HIDDEN_DIGIT,
  );
  return `+${country} ${groupsOfThree(masked)}`;
}

// ITU-T E.164: 1 and 7 stand alone, two digits in the zones' first countries (20 Egypt, 27 South
// Africa; 3x, 4x, 5x, 6x, 8x, 9x partly), else three. Only Africa's have to be exact here.
/** Numbers whose country code has one digit, as a pattern that JavaScript and RE2 read alike. */
export const COUNTRY_CODE_OF_1 = '^[17]';
/** Numbers whose country code has two digits. */
export const COUNTRY_CODE_OF_2 = '^(20|27|3[0-4]|36|39|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])';

function countryCodeLength(digits: string): number {
  if (new RegExp(COUNTRY_CODE_OF_1).test(digits)) return 1;
  return new RegExp(COUNTRY_CODE_OF_2).test(digits) ? 2 : 3;
}

function groupsOfThree(characters: readonly string[]): string {
  const first = characters.length % 3 || 3;
  const groups = [characters.slice(0, first).join('')];
  for (let start = first; start < characters.length; start += 3) {
    groups.push(characters.slice(start, start + 3).join(''));
  }
  return groups.join(' ');
}
