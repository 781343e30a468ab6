import { foldText } from './fold-text.ts';

/**
 * What a screen says when it asks for a secret: PIN, password, one-time code, identity document, card,
 * date of birth. English, French, Swahili, Portuguese and the words that Kinyarwanda, Hausa and
 * Chichewa menus use for "secret number", with accents removed.
 *
 * A screen that is taken for one wrongly only loses its input; the other mistake loses a PIN.
 */
const ASKS = new RegExp(
  [
    String.raw`\bm?p[. ]?i[. ]?ns?\b`,
    String.raw`\bpass ?(?:word|code|phrase)s?\b`,
    String.raw`\bo\.?t\.?p\b|\bone[- ]time\b`,
    String.raw`\bsecret|\bcvv|\bcvc\b`,
    // "code" alone is on many menus (agent code, meter code); these are the secret ones.
    String.raw`\b(?:verification|confirmation|security|activation|access|authori[sz]ation|auth|login) codes?\b`,
    String.raw`\bcode (?:d'acces|d'activation|de (?:verification|securite|confirmation|validation)|confidentiel)`,
    String.raw`\b[4-8][- ]?digits?\b|\b[4-8] ?chiffres\b|\btarakimu \w+`,
    // Identity documents and cards.
    String.raw`\bnational id|\bid\b[./ ]?(?:card|number|no\b|nr\b|#|or passport|\/ ?passport)|\bidentity\b|\bpassport\b|\bidentification\b`,
    String.raw`\b(?:enter|provide|type|input|your) (?:your |the |a )?id\b`,
    String.raw`\bbvn\b|\bnin\b|\bnida\b|\bcni\b|\bssn\b|\bghana ?card\b|\bpiece d'identite|\bnumero d'identi`,
    String.raw`\bcard (?:number|no\b|details|pin)|\b(?:debit|credit|atm|bank) card\b|\bnumero de (?:la |votre )?carte\b`,
    String.raw`\bdate of birth\b|\bbirth ?(?:date|day)\b|\bd\.?o\.?b\b|\bdate de naissance\b`,
    // French, Swahili, Portuguese.
    String.raw`\bmots? de passe\b|\bcode (?:pin|secret)`,
    String.raw`\bsiri\b|\bnywila\b|\bnenosiri\b|\bkitambulisho\b|\bkadi ya benki\b|\btarehe ya kuzaliwa\b`,
    String.raw`\bsenha\b|\bpalavra[- ]passe\b|\bcodigo (?:secreto|de verificacao|pin)`,
    String.raw`\bibanga\b|\bsirri\b|\bchinsinsi\b|ሚስጥር|የይለፍ`,
  ].join('|'),
);

const ASKS_FOR_CODE =
  /\b(?:enter|type|input|provide|submit|key in|saisi\w*|entre[rz]|tape[rz]|composez|weka|ingiza|andika|digite|insira)\b(?: [\w']+){0,4}? (?:code|kodi|codigo)\b/g;

/** Codes that are on posters, not in people's heads. */
const PUBLIC_CODE =
  /\b(?:agent|till|bank|branch|product|promo|promotion|referral|referrer|school|merchant|store|shop|country|area|postal|zip|item|course|service|event|voter|meter|county|region|district|plot|bus|route|farmer|paybill|candidate|nominee|party|sort|swift|short|ussd) (?:code|kodi)$/;

/**
 * Tells whether what is typed next is a secret, from the words that ask for it.
 *
 * @param prompt the screen without its numbered options: "2. Change PIN" asks for nothing.
 */
export function asksForSecret(prompt: string): boolean {
  const folded = foldText(prompt);
  if (ASKS.test(folded)) return true;
  for (const [asked] of folded.matchAll(ASKS_FOR_CODE)) {
    if (!PUBLIC_CODE.test(asked)) return true;
  }
  return false;
}
