import { maskMsisdn } from './mask-msisdn.ts';

/** What is the same in all ways to write a number. */
export const CORE_DIGITS = 9;
/** Shorter ones are no phone numbers. */
export const DIGITS_MIN = 7;

/** Between two digits of a written number, also in a URL; as JavaScript and RE2 read it alike. */
export const GAP = '(?:[^\\S\\n]|[().+-]|%20|%2B){0,3}';

const spaced = (digits: string): string => [...digits].join(GAP);

/**
 * Makes a function that puts the mask of a phone number in its place in any text, however the number
 * is written there: `+254711000111`, `254 711 000 111`, `0711000111`, `711000111`. In a body of JSON
 * a bare number becomes a text, so that it stays JSON.
 *
 * A number is stored at capture `full` only and shown masked; only a role may unmask it. So it must
 * not be readable in what was typed, shown or sent to a hook either.
 *
 * @param msisdn '' leaves every text as it is.
 */
export function createOwnNumberMask(msisdn: string): (text: string) => string {
  const digits = msisdn.replace(/\D/g, '');
  if (digits.length < DIGITS_MIN) return (text) => text;
  const mask = maskMsisdn(msisdn);
  const core = digits.slice(-CORE_DIGITS);
  const head = digits.slice(0, -CORE_DIGITS);
  const country = head === '' ? '' : `(?:(?:\\+|%2B|00)${GAP})?${spaced(head)}${GAP}(?:0${GAP})?|`;
  // An escape in front stays whole: of `%20254...` the digits begin behind the 20.
  let number: RegExp | undefined;
  const replace = (text: string): string => {
    // To make it takes 3 ms, for each number of a page or a file.
    number ??= new RegExp(`(%\\d\\d)?(?:${country}(?:\\+|%2B)?\\d{0,6})${spaced(core)}`, 'gi');
    return text.replaceAll(number, (_found, before = '') => `${before}${mask}`);
  };
  return (text) => {
    if (!holdsInOrder(text, core)) return text;
    return replace(
      /^\s*[{[]/.test(text)
        ? text.replaceAll(JSON_TOKEN, (token) =>
            token.startsWith('"') || replace(token) === token ? token : `"${mask}"`,
          )
        : text,
    );
  };
}

/** Whether a text has these digits in their order, whatever stands between them: where a number is, it has. */
function holdsInOrder(text: string, digits: string): boolean {
  let found = 0;
  for (let index = 0; index < text.length && found < digits.length; index += 1) {
    if (text[index] === digits[found]) found += 1;
  }
  return found === digits.length;
}

// A text or a bare number; also of JSON that was cut off.
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"?|\d+/g;
