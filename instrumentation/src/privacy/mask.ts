/** Stands for a run of digits; says nothing of its length, which would tell the size of a balance. */
const MASK = '•••';

// Three or more digits, also grouped as people write amounts, dates and numbers: "1,250.00",
// "0711 000 111", "21/11/2026".
const DIGIT_RUN = /\p{Nd}(?:[ .,/:-]?\p{Nd}){2,}/gu;
const OPTION_LABEL = /^\s*\p{Nd}{1,2}[.):-] ?/u;

/** Masks the digit runs of a screen, line by line, but not the numbers of its options ("1.500MB"). */
export function maskDigits(text: string): string {
  if (!/\p{Nd}\D?\p{Nd}\D?\p{Nd}/u.test(text)) return text;
  return text.split('\n').map(maskLine).join('\n');
}

function maskLine(line: string): string {
  const label = OPTION_LABEL.exec(line)?.[0] ?? '';
  // "12.50" is an amount, not option 12, when nothing but digits follows.
  const rest = line.slice(label.length);
  if (label === '' || /^[\p{Nd}.,]*$/u.test(rest)) return line.replace(DIGIT_RUN, MASK);
  return label + rest.replace(DIGIT_RUN, MASK);
}

/**
 * Masks every word with a digit in it: for sessions in which a secret may have been typed elsewhere,
 * so that nobody here knows which word it is.
 */
export function maskWordsWithDigits(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const label = OPTION_LABEL.exec(line)?.[0] ?? '';
      return (
        label +
        line.slice(label.length).replace(/\S+/g, (word) => (/\p{Nd}/u.test(word) ? MASK : word))
      );
    })
    .join('\n');
}
