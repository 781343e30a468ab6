/** What a person takes a screen to be. */
export type Asked =
  | 'menu'
  | 'biller'
  | 'number'
  | 'amount'
  | 'reference'
  | 'account'
  | 'pin'
  | 'confirm'
  | 'something';

// The first that fits; a screen that asks for a PIN is that, whatever else it says.
const ASKED: readonly (readonly [Asked, RegExp])[] = [
  ['pin', /\bPIN\b|namba ya siri/],
  ['confirm', /1\. (Yes|Ndiyo)/],
  ['menu', /1\. (Send money|Tuma pesa)/],
  ['biller', /1\. Nuru Power/],
  ['account', /account number|namba ya akaunti/i],
  ['number', /phone number|namba ya simu/i],
  ['reference', /reference|sababu/i],
  ['amount', /amount|kiasi/i],
];

/** People read words, not screen names: the same for every app and language that says them. */
export function readQuestion(screen: string): Asked {
  return ASKED.find(([, words]) => words.test(screen))?.[0] ?? 'something';
}

/** Whether a last screen sounds as if it had worked. */
export function soundsGood(screen: string): boolean {
  return !/wrong|invalid|insufficient|failed|unavailable|cancelled|si sahihi|halitoshi|umekosea|umeshindikana|haipatikani|imeghairiwa/i.test(
    screen,
  );
}

/** Whether the screen is in English and offers Swahili. */
export function offersSwahili(screen: string): boolean {
  return /6\. Kiswahili/.test(screen);
}

export function offersBack(screen: string): boolean {
  return /^0\. /m.test(screen);
}
