import { createHash } from 'node:crypto';
import { FixedTexts } from '../fixed-texts.ts';
import { foldText } from '../privacy/fold-text.ts';
import { failureSentence } from './failure-words.ts';
import type { Screen } from './screen.ts';

const WORDS_MAX = 6;
const CHARACTERS_MAX = 40;

/** Words in capitals that are not somebody's name. */
const ACRONYMS = new Set([
  'PIN',
  'OTP',
  'ID',
  'SIM',
  'USSD',
  'SMS',
  'ATM',
  'CVV',
  'FAQ',
  'TV',
  'VIP',
]);
const GREETINGS = new Set(
  'hello hi dear hey welcome karibu habari jambo mpendwa bonjour bienvenue cher chere ola akwaaba'.split(
    ' ',
  ),
);
const CURRENCIES = new Set(
  'kes ksh kshs ngn ghs ghc gh tzs tsh ugx ush rwf frw zmw mwk etb zar xof xaf fcfa cfa usd eur'.split(
    ' ',
  ),
);

const ASKING =
  /^(?:please |kindly |tafadhali |veuillez |svp )?(?:enter|type|input|choose|select|pick|confirm|provide|reply|re-?enter|saisi\w*|entre[rz]|tape[rz]|choisi\w*|confirme[rz]|selectionne[rz]|weka|ingiza|andika|chagua|thibitisha|jibu)\b/;

/** Words that lead to what was left out: "welcome to" a bank, "sent to" a person. */
const LEADING = new Set(
  'a an the to for of is are from with at in on by and your kwa na ya wa la le les de du des a au pour est un une'.split(
    ' ',
  ),
);

/** Words that lead to somebody: "SEND MONEY TO JANE DOE". */
const TOWARDS = new Set('to for from kwa à pour para'.split(' '));

/** Words behind which, in capitals, may stand somebody: "CONFIRM JANE DOE". */
const CONFIRMING = new Set('confirm confirmer confirmez confirmar thibitisha'.split(' '));

/** What else is confirmed; any other word is left out there. */
const CONFIRMED = new Set(
  (
    'account address airtime amount bet bill booking bundle data deal delivery deposit details ' +
    'donation identity information loan meter mobile new number order password payment phone ' +
    'purchase recharge registration request reversal sale selection subscription ticket topup ' +
    'transaction transfer vote withdrawal achat commande compte depot montant numero paiement ' +
    'retrait transfert agizo kiasi malipo muamala namba'
  ).split(' '),
);

const slugs = new FixedTexts<string | undefined>();

/**
 * A name for a screen, made from its heading: `enter_amount` for "Enter amount (KES 10 - 5000)".
 *
 * Without numbers, amounts and names of people, as far as spelling tells them: the same screen must
 * have the same name for everybody. Words stay in the screen's language.
 *
 * @param readable `false` at capture `minimal`: a name that tells no word of the screen.
 * @returns `undefined` when nothing is left.
 */
export function nameFromScreen(screen: Screen, readable: boolean): string | undefined {
  const slug = slugs.reading(screen.text, () => slugOfHeading(screen));
  if (slug === undefined || readable) return slug;
  return `screen_${createHash('sha256').update(slug).digest('hex').slice(0, 6)}`;
}

function slugOfHeading(screen: Screen): string | undefined {
  for (const line of headingLines(screen)) {
    const slug = slugOf(line);
    if (slug !== '') return slug;
  }
  const labels = [...screen.options.values()]
    .slice(0, 3)
    .map(slugOf)
    .filter((label) => label !== '');
  const joined = cut(labels.join('_').split('_'));
  return joined === '' ? undefined : joined;
}

/** The prompt's sentences; "Invalid amount. Enter amount" is the screen "Enter amount". */
function headingLines({ prompt }: Screen): string[] {
  const sentences = prompt
    .split(/\n|(?<=[.!?])\s+|[(:;]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
  const meant = sentences.filter((sentence) => failureSentence(sentence) === undefined);
  // "Send KES 500 to Jane. Enter PIN" is the screen that asks for the PIN.
  const asking = meant.filter((sentence) => ASKING.test(foldText(sentence)));
  return [...asking, ...meant, ...sentences];
}

function slugOf(line: string): string {
  const tokens = line.split(/[^\p{L}\p{M}\p{Nd}'’]+/u).filter((token) => token !== '');
  const kept: string[] = [];
  const titled = tokens.every((token) => /^[\p{Lu}\p{Nd}]/u.test(token));
  let greeted = false;
  for (const [position, token] of tokens.entries()) {
    const word = foldText(token).replaceAll("'", '');
    if (/\p{Nd}/u.test(token) || CURRENCIES.has(word) || word.length === 0) continue;
    const capital = /^\p{Lu}/u.test(token);
    // In capitals nothing tells a name from any other word.
    if (titled && kept.length > 0 && TOWARDS.has(token.toLowerCase())) break;
    if (titled && mayBeSomebody(kept.at(-1), word, token)) break;
    // "Welcome Mary", "Send to JANE DOE?": a capital after a greeting or in the middle of a sentence.
    if (greeted && capital) continue;
    if (position > 0 && capital && !titled && !ACRONYMS.has(token)) continue;
    kept.push(word);
    greeted = GREETINGS.has(word);
  }
  while (kept.length > 1 && LEADING.has(kept.at(-1) ?? '')) kept.pop();
  return cut(kept);
}

function mayBeSomebody(before: string | undefined, word: string, token: string): boolean {
  if (before === undefined || !CONFIRMING.has(before)) return false;
  return !CONFIRMED.has(word) && !LEADING.has(word) && !ACRONYMS.has(token);
}

function cut(words: readonly string[]): string {
  let name = '';
  for (const word of words.slice(0, WORDS_MAX)) {
    const longer = name === '' ? word : `${name}_${word}`;
    if (longer.length > CHARACTERS_MAX) break;
    name = longer;
  }
  return name;
}

/**
 * Bounds the number of different names in one process, because each becomes a metric series: from
 * then on new ones are called `other`.
 */
export class NameBound {
  readonly #names = new Set<string>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  bound(name: string): string {
    if (this.#names.has(name)) return name;
    if (this.#names.size >= this.#max) return 'other';
    this.#names.add(name);
    return name;
  }
}
