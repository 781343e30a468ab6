import type { Random } from '../random.ts';
import { GOES_BACK, HABITS, HANGS_UP, SAYS_NO } from './habits.ts';
import type { Errand, Person } from './person.ts';
import { type Asked, offersBack, offersSwahili, readQuestion } from './read-screen.ts';

/** What somebody does about a screen, after a while. */
export type Reaction =
  | { readonly kind: 'type'; readonly text: string; readonly afterMs: number }
  /** Presses the red key. */
  | { readonly kind: 'hang_up'; readonly afterMs: number }
  /** Puts the phone down; the network will close the session. */
  | { readonly kind: 'walk_away' };

export function reactTo(screen: string, person: Person, errand: Errand, random: Random): Reaction {
  const asked = readQuestion(screen);
  const habit = HABITS[asked];
  const afterMs = Math.max(900, random.logNormal(...habit.think));
  if (random.chance(habit.giveUp)) {
    return random.chance(HANGS_UP) ? { kind: 'hang_up', afterMs } : { kind: 'walk_away' };
  }
  if (offersBack(screen) && random.chance(GOES_BACK)) return { kind: 'type', text: '0', afterMs };
  const right = rightAnswer(asked, screen, person, errand, random);
  const text = random.chance(habit.mistake) ? mistyped(asked, right, random) : right;
  return { kind: 'type', text, afterMs };
}

const CHOICE: Readonly<Record<Errand['kind'], string>> = {
  send: '1',
  airtime: '2',
  bill: '3',
  balance: '4',
  statement: '5',
};

function rightAnswer(
  asked: Asked,
  screen: string,
  person: Person,
  errand: Errand,
  random: Random,
): string {
  switch (asked) {
    case 'menu':
      return person.prefersSwahili && offersSwahili(screen) ? '6' : CHOICE[errand.kind];
    case 'biller':
      return errand.biller;
    case 'number':
      return errand.to;
    case 'amount':
      return errand.amount;
    case 'account':
      return errand.account;
    case 'reference':
      return errand.reference;
    case 'pin':
      return person.pin;
    case 'confirm':
      return random.chance(SAYS_NO) ? '2' : '1';
    case 'something':
      return '1';
  }
}

function mistyped(asked: Asked, right: string, random: Random): string {
  switch (asked) {
    case 'menu':
    case 'biller':
    case 'confirm':
      return random.of(['7', '8', '9', '11']);
    case 'amount':
      return random.of([`${right}/=`, `${right}.50`, `${right}00000`]);
    case 'reference':
      return random.of(['rent', 'food', 'school', 'rent for house 4', 'gift']);
    case 'pin':
      // Two of three slips are the wrong four digits, the third is one digit short.
      return random.chance(0.66) ? right.slice(2) + right.slice(0, 2) : right.slice(1);
    default:
      return right.slice(0, -random.of([2, 3]));
  }
}
